import type { Problem } from '../problem.ts';
import { anyWorld, type Worlds, worldsWhere } from '../template/index.ts';
import { culprit } from './always.ts';
import { type Condition, rangesOf, wholeSpan, written } from './conditions.ts';
import { type Longest, longestDocument } from './context-overflow.ts';
import { problem } from './problem.ts';
import type { RequestFact } from './request-facts.ts';

/** Which documents come to a rephrasing; its span counts as that of `when` does. */
export interface Reach {
  readonly unreachable: Problem | undefined;
  readonly longest: Longest | undefined;
}

/** What `when` lets through of the documents that `seeds.keep` lets through, and the problem where that is none. */
export function reachOf({ name, when }: RequestFact, keep: readonly Condition[], kept: Worlds): Reach {
  if (when === undefined) return { unreachable: undefined, longest: longestDocument(kept) };
  const ranges = rangesOf('document');
  const worlds = worldsWhere(when.parsed, kept, ranges);
  if (worlds.length > 0) return { unreachable: undefined, longest: longestDocument(worlds) };
  const alone = worldsWhere(when.parsed, anyWorld, ranges).length === 0;
  const why = alone
    ? `\`${written(when.parsed)}\` is never true`
    : `\`${written(when.parsed)}\` is true of no document that ${culprit(when, keep, '`seeds.keep`')} lets through`;
  const unreachable = problem('unreachable-rephrasing', wholeSpan(when), `No document reaches \`${name}\`: ${why}.`);
  return { unreachable, longest: undefined };
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
