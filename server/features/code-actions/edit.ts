import { analyse, type Analysis, applied, type Edit } from '#language';
import type { WorkspaceEdit } from 'vscode-languageserver-types';
import { textEditOf } from '../range.ts';
import type { View } from '../view.ts';

/** Edits of the strategy as the protocol has them. */
export function editOf(view: View, edits: readonly Edit[]): WorkspaceEdit {
  return { changes: { [view.uri]: edits.map((edit) => textEditOf(view.lines, edit)) } };
}

/** Edits in the order of the text. */
export function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return edits.toSorted((left, right) => left.span.start - right.span.start);
}

/** The one edit that turns a text into another: what both begin and end with stays. */
export function replacement(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same++;
  return {
    span: { start, end: before.length - same },
    text: after.slice(start, after.length - same),
  };
}

/** The strategy after edits, with the files that it uses as they are; files beside it are not looked at again. */
export function afterEdits(analysis: Analysis, edits: readonly Edit[]): Analysis {
  return analyse(applied(analysis.text, inOrder(edits)), { previous: analysis, used: analysis.used });
}

/** Whether edits leave no error that was not there. */
export function isHarmless(analysis: Analysis, edits: readonly Edit[]): boolean {
  return errors(afterEdits(analysis, edits)) <= errors(analysis);
}

function errors({ problems }: Analysis): number {
  return problems.filter(({ severity, code }) => severity === 'error' && code !== 'file-not-found').length;
}
