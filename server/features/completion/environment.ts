import { environmentNames } from '#language';
import type { View } from '../view.ts';
import type { Proposal } from './proposal.ts';

/** What has been typed of a `${NAME}` reference in front of an offset; undefined where none is being typed. */
export function referenceBefore({ analysis: { text } }: View, offset: number): string | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /\$(?:\{[A-Za-z0-9_]*)?$/.exec(text.slice(lineStart, offset))?.[0];
}

/** References to the environment: the names that the file uses already, then those that are set. Never their values. */
export function environmentProposals(view: View, offset: number, set: readonly string[]): readonly Proposal[] {
  const typed = referenceBefore(view, offset);
  if (typed === undefined) return [];
  const { text } = view.analysis;
  const rest = /^[A-Za-z0-9_]*\}?/.exec(text.slice(offset, offset + 200))?.[0] ?? '';
  const span = { start: offset - typed.length, end: offset + rest.length };
  const used = environmentNames(text);
  return [...new Set([...used, ...set.toSorted()])].map((name) => ({
    label: `\${${name}}`,
    kind: 'environment',
    edit: { span, text: `\${${name}}` },
    detail: used.includes(name) ? 'used in this file' : 'set in the environment',
  }));
}
