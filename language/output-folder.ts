import type { Analysis } from './analysis.ts';
import { topLevelMap } from './checks/top-level.ts';
import { textOf } from './resolve/read.ts';

/** Where a strategy's run goes, as `output.to` is written; undefined where it is not said, or hangs on the environment. */
export function outputFolder({ tree }: Pick<Analysis, 'tree'>): string | undefined {
  const to = textOf(topLevelMap(tree, 'output'), 'to');
  return to === undefined || to === '' || to.includes('${') ? undefined : to;
}
