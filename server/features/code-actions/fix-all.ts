import type { Analysis, Edit, Problem } from '#language';
import type { CodeAction, CodeActionKind } from 'vscode-languageserver-types';
import type { View } from '../view.ts';
import { afterEdits, editOf, replacement } from './edit.ts';

/** As often the file is mended and looked at again: one fix may make room for the next. */
const mostRounds = 100;

/**
 * Everything mended that has a preferred fix, for “fix all” and for saving. It mends what is written: it deletes no name
 * that is not used yet, and adds no example in the place of a key that is missing, since nobody looks at what it does.
 */
export function fixAllAction(view: View, asked: readonly CodeActionKind[]): readonly CodeAction[] {
  const { text } = view.analysis;
  const mended = fixAll(view.analysis);
  if (mended === text) return [];
  const kind = asked.includes('source.fixAll.wordmill') ? 'source.fixAll.wordmill' : 'source.fixAll';
  return [{ title: 'Fix everything that has a fix', kind, edit: editOf(view, [replacement(text, mended)]) }];
}

function fixAll(start: Analysis): string {
  let analysis = start;
  const seen = new Set([start.text]);
  for (let round = 0; round < mostRounds; round++) {
    const better = mendedTogether(analysis) ?? mendedOnce(analysis);
    // Two fixes that undo each other would go on for ever.
    if (better === undefined || seen.has(better.text)) break;
    seen.add(better.text);
    analysis = better;
  }
  return analysis.text;
}

/** All fixes that do not overlap, at once; undefined where that does not leave the file better. */
function mendedTogether(analysis: Analysis): Analysis | undefined {
  const taken: Mend[] = [];
  for (const mend of mendsOf(analysis)) {
    const others = taken.flatMap(({ edits }) => edits);
    if (!mend.edits.some((edit) => others.some((other) => overlap(edit, other)))) taken.push(mend);
  }
  return taken.length === 0 ? undefined : ifBetter(analysis, taken);
}

/** The first fix that leaves the file better. */
function mendedOnce(analysis: Analysis): Analysis | undefined {
  for (const mend of mendsOf(analysis)) {
    const better = ifBetter(analysis, [mend]);
    if (better !== undefined) return better;
  }
  return undefined;
}

/** A file is better where what was mended is told no more. Other problems may come to light in what can be read now. */
function ifBetter(analysis: Analysis, mends: readonly Mend[]): Analysis | undefined {
  const after = afterEdits(
    analysis,
    mends.flatMap((mend) => mend.edits),
  );
  const times = ({ problems }: Analysis, { code, message }: Problem): number =>
    problems.filter((other) => other.code === code && other.message === message).length;
  const syntax = ({ problems }: Analysis): number => problems.filter(({ code }) => code === 'yaml-syntax').length;
  const mended = mends.every(({ problem }) => times(after, problem) < times(analysis, problem));
  return mended && syntax(after) <= syntax(analysis) ? after : undefined;
}

interface Mend {
  readonly problem: Problem;
  readonly edits: readonly Edit[];
}

function mendsOf({ problems }: Analysis): readonly Mend[] {
  return problems.flatMap((problem) => {
    const [preferred] = problem.fixes;
    return preferred === undefined || !mendsWhatIsWritten(problem) ? [] : [{ problem, edits: preferred.edits }];
  });
}

function mendsWhatIsWritten({ code }: Problem): boolean {
  return code !== 'missing-key' && !code.startsWith('unused-');
}

/** Two insertions at one place overlap too: which one stands first would be chance. */
function overlap(left: Edit, right: Edit): boolean {
  return left.span.start <= right.span.end && right.span.start <= left.span.end;
}
