import type { Problem } from '../problem.ts';
import { anyWorld, type Worlds, worldsWhere } from '../template/index.ts';
import { culprit } from './always.ts';
import { type Condition, rangesOf, wholeSpan, written } from './conditions.ts';
import { type Longest, longestDocument, mostOf } from './context-overflow.ts';
import { problem } from './problem.ts';
import type { RequestFact } from './request-facts.ts';

/** Which documents come to a rephrasing; spans count as that of `when` does. */
export interface Reach {
  /** That it is unreachable, or that its window takes all of every document. */
  readonly problems: readonly Problem[];
  readonly longest: Longest | undefined;
}

/** What `when` lets through of the documents that `seeds.keep` lets through, and the problem where that is none. */
export function reachOf(fact: RequestFact, keep: readonly Condition[], kept: Worlds): Reach {
  const { name, when } = fact;
  if (when === undefined) return reachIn(fact, kept);
  const ranges = rangesOf('document');
  const worlds = worldsWhere(when.parsed, kept, ranges);
  if (worlds.length > 0) return reachIn(fact, worlds);
  const alone = worldsWhere(when.parsed, anyWorld, ranges).length === 0;
  const why = alone
    ? `\`${written(when.parsed)}\` is never true`
    : `\`${written(when.parsed)}\` is true of no document that ${culprit(when, keep, '`seeds.keep`')} lets through`;
  const unreachable = problem('unreachable-rephrasing', wholeSpan(when), `No document reaches \`${name}\`: ${why}.`);
  return { problems: [unreachable], longest: undefined };
}

function reachIn(fact: RequestFact, worlds: Worlds): Reach {
  const found = tooShort(fact, worlds) ?? wideWindow(fact, worlds);
  return { problems: found === undefined ? [] : [found], longest: longestDocument(worlds) };
}

/** Documents of which no chunk is left. */
function tooShort({ name, span, passages: { chunk } }: RequestFact, worlds: Worlds): Problem | undefined {
  const most = mostOf('tokens', worlds);
  if (chunk === undefined || most >= chunk.minTokens) return undefined;
  const message = `No document reaches \`${name}\`: those that come here have at most ${most} tokens, and chunks of less than ${chunk.minTokens} are left out.`;
  return problem('unreachable-rephrasing', span, message);
}

/** A window that every document fits into. */
function wideWindow({ passages: { window } }: RequestFact, worlds: Worlds): Problem | undefined {
  if (window === undefined || window === 'half') return undefined;
  const most = mostOf(window.unit, worlds);
  if (most > window.length) return undefined;
  const message = `The window takes all of every document: those that come here have at most ${most} ${window.unit}.`;
  return problem('no-effect', window.span, message);
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
