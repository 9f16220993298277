import { type Context, environmentNames, type Span, type Spec } from '#language';
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
  const rest = /^[A-Za-z0-9_]*\}?/.exec(view.analysis.text.slice(offset, offset + 200))?.[0] ?? '';
  return referencesAt(view, { start: offset - typed.length, end: offset + rest.length }, set);
}

/** Where only a reference can stand, it is offered before its first character. */
export function secretProposals(
  view: View,
  { span }: Extract<Context, { kind: 'value' }>,
  set: readonly string[],
): readonly Proposal[] {
  return referencesAt(view, span, set);
}

export function takesSecret(spec: Spec): boolean {
  return spec.kind === 'secret';
}

function referencesAt(view: View, span: Span, set: readonly string[]): readonly Proposal[] {
  const used = environmentNames(view.analysis.text);
  return [...new Set([...used, ...set.toSorted()])].map((name) => ({
    label: `\${${name}}`,
    kind: 'environment',
    edit: { span, text: `\${${name}}` },
    detail: used.includes(name) ? 'used in this file' : 'set in the environment',
  }));
}
