import type { Analysis, Problem } from '#language';
import type { CodeAction } from 'vscode-languageserver-types';
import { diagnosticOf } from '../diagnostics.ts';
import type { View } from '../view.ts';
import { afterEdits, editOf, replacement } from './edit.ts';

/** Where a map lacks several keys, one action that adds all of them. */
export function missingKeysActions(view: View, problems: readonly Problem[]): readonly CodeAction[] {
  const missing = problems.filter(({ code, fixes }) => code === 'missing-key' && fixes.length > 0);
  const places = [...new Set(missing.map(({ span }) => span.start))];
  return places.flatMap((start) => {
    const here = missing.filter(({ span }) => span.start === start);
    if (here.length < 2) return [];
    const { text } = view.analysis;
    return [
      {
        title: 'Add all missing keys',
        kind: 'quickfix',
        diagnostics: here.map((problem) => diagnosticOf(view, problem)),
        edit: editOf(view, [replacement(text, completed(view.analysis, start))]),
      },
    ];
  });
}

/** Keys are added behind the map's last one, so that the place where they are missed stays where it is. */
function completed(start: Analysis, place: number): string {
  let analysis = start;
  for (;;) {
    const found = analysis.problems.find(
      ({ code, span, fixes }) => code === 'missing-key' && span.start === place && fixes.length > 0,
    );
    const [fix] = found?.fixes ?? [];
    if (fix === undefined) return analysis.text;
    const after = afterEdits(analysis, fix.edits);
    const left = (of: Analysis): number =>
      of.problems.filter(({ code, span }) => code === 'missing-key' && span.start === place).length;
    if (left(after) >= left(analysis)) return analysis.text;
    analysis = after;
  }
}
