import { contextAt, spanInSource, touches, wordsOf } from '#language';
import type { Range } from 'vscode-languageserver-types';
import { rangeOf } from './range.ts';
import type { View } from './view.ts';

export interface LinkedRanges {
  readonly ranges: Range[];
  /** What can be typed there. */
  readonly wordPattern: string;
}

/**
 * The places of a template that change together while a name is typed that `set`, `with` or `for` gives: its definition
 * and its uses. Names of the file are renamed instead, which asks first whether the new name can be.
 */
export function linkedRanges(view: View, offset: number): LinkedRanges | null {
  const context = contextAt(view.analysis, offset);
  if (context.kind !== 'template') return null;
  const { site, offsetInValue } = context;
  const words = wordsOf(site.parsed);
  const found = words.find(({ span }) => touches(span, offsetInValue));
  if (found?.kind !== 'local' || found.name === 'loop') return null;
  // Where the same name is free elsewhere in the template, it means something else there.
  if (words.some(({ kind, name }) => kind === 'name' && name === found.name)) return null;
  const linked = words.filter(({ kind, name }) => kind === 'local' && name === found.name);
  if (linked.length < 2) return null;
  const ranges = linked.map(({ span }) => rangeOf(view.lines, spanInSource(site.node, span)));
  return { ranges, wordPattern: '[A-Za-z_][A-Za-z0-9_]*' };
}
