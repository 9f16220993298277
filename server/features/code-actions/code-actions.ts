import type { Problem, Span } from '#language';
import type { CodeAction, Diagnostic, Range } from 'vscode-languageserver-types';
import { diagnosticOf } from './diagnostics.ts';
import { ignoreAction } from './ignore-action.ts';
import { spanOf, textEditOf } from './range.ts';
import type { View } from './view.ts';

/**
 * The fixes of the problems that touch a range, each as one action, then what silences them. They belong to the problem,
 * not to its words.
 */
export function codeActions(view: View, range: Range): readonly CodeAction[] {
  const asked = spanOf(view.lines, range);
  const problems = view.analysis.problems.filter(({ span }) => meet(span, asked));
  return [
    ...problems.flatMap((problem) => actionsOf(view, problem)),
    ...problems.flatMap((problem) => ignoreAction(view, problem)),
  ];
}

function actionsOf(view: View, problem: Problem): readonly CodeAction[] {
  const diagnostic: Diagnostic = diagnosticOf(view, problem);
  return problem.fixes.map(({ title, edits }, index) => ({
    title,
    kind: 'quickfix',
    diagnostics: [diagnostic],
    isPreferred: index === 0,
    edit: { changes: { [view.uri]: edits.map((edit) => textEditOf(view.lines, edit)) } },
  }));
}

function meet(left: Span, right: Span): boolean {
  return left.start <= right.end && right.start <= left.end;
}
