import type { Problem } from '../problem.ts';
import { anyWorld, type Worlds, worldsWhere } from '../template/index.ts';
import { culprit } from './always.ts';
import { type Condition, rangesOf, written } from './conditions.ts';
import { problem } from './problem.ts';
import type { PlacedRequest } from './requests.ts';

/** Rephrasings that no document reaches: `when` never holds, or only for documents that `seeds.keep` skips. */
export function unreachableRephrasings(
  requests: readonly PlacedRequest[],
  keep: readonly Condition[],
): readonly Problem[] {
  const ranges = rangesOf('document');
  const kept = allHold(keep);
  return requests.flatMap(({ name, when, whenSpan }) => {
    if (when === undefined || whenSpan === undefined || worldsWhere(when.parsed, kept, ranges).length > 0) return [];
    const alone = worldsWhere(when.parsed, anyWorld, ranges).length === 0;
    const why = alone
      ? `\`${written(when.parsed)}\` is never true`
      : `\`${written(when.parsed)}\` is true of no document that ${culprit(when, keep, '`seeds.keep`')} lets through`;
    return [problem('unreachable-rephrasing', whenSpan, `No document reaches \`${name}\`: ${why}.`)];
  });
}

/** What is known where all conditions hold. Those that contradict the ones above them say nothing: that is told there. */
export function allHold(conditions: readonly Condition[]): Worlds {
  let worlds = anyWorld;
  for (const { parsed, role } of conditions) {
    const left = worldsWhere(parsed, worlds, rangesOf(role));
    if (left.length > 0) worlds = left;
  }
  return worlds;
}
