import type { TextEdit } from 'vscode-languageserver-types';
import { rangeOf } from './range.ts';
import { pairAt } from './pair-at.ts';
import type { View } from './view.ts';

/** A key without a value, or with the head of a block, on its own or behind dashes; a comment may follow. */
const opening = /^((?:[ ]*- +)*[ ]*)(?:"[^"]*"|'[^']*'|[^\s#"'{[][^#]*?):(?: +[|>][-+\d]*)?\s*(?: #.*)?$/;

/** The edits that put an offset on a new, empty line below what opens one where what belongs there has to stand. */
export function indentation({ analysis: { text, tree }, lines }: View, offset: number): readonly TextEdit[] {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  if (start === 0) return [];
  const end = text.indexOf('\n', offset);
  const line = text.slice(start, end === -1 ? text.length : end).replace(/\r$/, '');
  const startAbove = text.lastIndexOf('\n', start - 2) + 1;
  const above = text.slice(startAbove, start).replace(/\r?\n$/, '');
  const [, before] = opening.exec(above) ?? [];
  if (before === undefined || line.trim() !== '' || line.length === before.length + 2) return [];
  const value = pairAt(tree.root, startAbove)?.value;
  // What a text in lines says is nobody's key.
  if (value?.kind === 'scalar' && value.span.start < startAbove) return [];
  return [{ range: rangeOf(lines, { start, end: start + line.length }), newText: ' '.repeat(before.length + 2) }];
}
