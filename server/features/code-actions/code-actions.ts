import type { Span } from '#language';
import type { CodeAction, CodeActionKind, Range } from 'vscode-languageserver-types';
import { spanOf } from '../range.ts';
import type { View } from '../view.ts';
import { extractActions } from './extract.ts';
import { fixAllAction } from './fix-all.ts';
import { ignoreAction } from './ignore.ts';
import { missingKeysActions } from './missing-keys.ts';
import { moveTextActions } from './move-text.ts';
import { quickFixes } from './quick-fixes.ts';
import { scalarStyleActions } from './scalar-style.ts';

/** Kinds of actions that there are; a client may ask for some of them alone. */
export const codeActionKinds: CodeActionKind[] = [
  'quickfix',
  'refactor.extract',
  'refactor.move',
  'refactor.rewrite',
  'source.fixAll',
  'source.fixAll.wordmill',
];

/**
 * What can be done about a range: the fixes of its problems and what silences them, then what rewrites it. Fixes belong to
 * the problem, not to its words.
 *
 * @param only the kinds that are wanted; what mends the whole file has to be asked for
 * @param newFile the name of a file that could be made beside the strategy; undefined where none can
 */
export function codeActions(
  view: View,
  range: Range,
  only?: readonly CodeActionKind[],
  newFile?: string,
): readonly CodeAction[] {
  const asked = spanOf(view.lines, range);
  const wants = (kind: CodeActionKind): boolean =>
    only === undefined ? !kind.startsWith('source') : only.some((one) => kind === one || kind.startsWith(`${one}.`));
  const problems = view.analysis.problems.filter(({ span }) => meet(span, asked));
  return [
    ...(wants('quickfix')
      ? [
          ...problems.flatMap((problem) => quickFixes(view, problem)),
          ...missingKeysActions(view, problems),
          ...problems.flatMap((problem) => ignoreAction(view, problem)),
        ]
      : []),
    ...(wants('refactor.extract') ? extractActions(view, asked) : []),
    ...(wants('refactor.move') ? moveTextActions(view, asked, newFile) : []),
    ...(wants('refactor.rewrite') ? scalarStyleActions(view, asked) : []),
    ...(wants('source.fixAll.wordmill') ? fixAllAction(view, only ?? []) : []),
  ];
}

function meet(left: Span, right: Span): boolean {
  return left.start <= right.end && right.start <= left.end;
}
