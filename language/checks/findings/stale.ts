import { sameEssence } from '../../essence.ts';
import type { LastRun } from '../../last-run.ts';
import type { Problem } from '../../problem.ts';
import { scalarOf } from '../../resolve/read.ts';
import type { Strategy } from '../../strategy.ts';
import { contentSpan } from '../../syntax/placement.ts';
import type { Tree } from '../../syntax/tree.ts';
import { problem } from '../problem.ts';
import { topLevelMap } from '../top-level.ts';

/** A folder that holds the run of another strategy than this file is now. */
export function stale(tree: Tree, run: LastRun, strategy: Strategy | undefined): readonly Problem[] {
  const to = scalarOf(topLevelMap(tree, 'output'), 'to');
  if (to === undefined || strategy === undefined || sameEssence(strategy, run.strategy)) return [];
  const message = `The strategy has changed since the run in \`${to.text}\`, which can only go on as it began.`;
  return [problem('run-stale', contentSpan(to), message)];
}
