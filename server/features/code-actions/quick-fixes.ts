import type { Problem } from '#language';
import type { CodeAction } from 'vscode-languageserver-types';
import { diagnosticOf } from '../diagnostics.ts';
import type { View } from '../view.ts';
import { editOf } from './edit.ts';

/** The fixes of a problem, each as one action; the first is the one to take without looking. */
export function quickFixes(view: View, problem: Problem): readonly CodeAction[] {
  return problem.fixes.map(({ title, edits }, index) => ({
    title,
    kind: 'quickfix',
    diagnostics: [diagnosticOf(view, problem)],
    isPreferred: index === 0,
    edit: editOf(view, edits),
  }));
}
