import { analyse, type Problem } from '#language';
import type { CodeAction } from 'vscode-languageserver-types';
import { diagnosticOf } from '../diagnostics.ts';
import { textEditOf } from '../range.ts';
import type { View } from '../view.ts';

/**
 * A comment above the line of a problem that silences it. Whether that is possible (some problems cannot be silenced, and
 * inside a prompt a comment would be text) is found out by trying it.
 */
export function ignoreAction(view: View, problem: Problem): readonly CodeAction[] {
  const { text } = view.analysis;
  const start = view.lines.lineStart(view.lines.positionOf(problem.span.start).line);
  const indent = /^[ ]*/.exec(text.slice(start, problem.span.start))?.[0] ?? '';
  const edit = { span: { start, end: start }, text: `${indent}# wordmill: ignore ${problem.code}\n` };
  const after = analyse(text.slice(0, start) + edit.text + text.slice(start), {
    previous: view.analysis,
    used: view.analysis.used,
  });
  const count = (code: string, problems: readonly Problem[]) => problems.filter((told) => told.code === code).length;
  const before = view.analysis.problems;
  const silenced =
    count(problem.code, after.problems) < count(problem.code, before) &&
    count('unused-ignore', after.problems) <= count('unused-ignore', before);
  if (!silenced) return [];
  return [
    {
      title: `Ignore \`${problem.code}\` here`,
      kind: 'quickfix',
      diagnostics: [diagnosticOf(view, problem)],
      edit: { changes: { [view.uri]: [textEditOf(view.lines, edit)] } },
    },
  ];
}
