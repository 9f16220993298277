import type { Problem } from '../problem.ts';
import type { Span } from '../span.ts';
import { anyWorld, certainConditions, checkTypes, type Worlds, worldsWhere } from '../template/index.ts';
import { type Condition, type Conditions, measureTypes, rangesOf, wholeSpan, written } from './conditions.ts';
import { problem } from './problem.ts';

/** Conditions that hold always or never, by themselves or behind those that stand above them in the same list. */
export function alwaysProblems({ path, items }: Conditions): readonly Problem[] {
  const found: Problem[] = [];
  const before: Condition[] = [];
  let worlds: Worlds = anyWorld;
  for (const item of items) {
    const left = worldsWhere(item.parsed, worlds, rangesOf(item.role));
    const possible = worldsWhere(item.parsed, anyWorld, rangesOf(item.role)).length > 0;
    // A `when` that never holds leaves its rephrasing unreachable, which is told as such.
    if (possible || path.at(-1) !== 'when') found.push(...certainProblems(item));
    if (possible && left.length === 0) found.push(excluded(item, before));
    if (left.length === 0) continue;
    worlds = left;
    before.push(item);
  }
  return found;
}

/** Of what has a wrong type that is said, and nothing else. */
function certainProblems(item: Condition): readonly Problem[] {
  const found = certainConditions(item.parsed, rangesOf(item.role));
  if (found.length === 0 || checkTypes(item.parsed, measureTypes(item)).length > 0) return [];
  return found.map(({ span, always, joint }) => {
    const why = joint ? 'whatever the text' : reason(item, span);
    const message = `\`${written(item.parsed, span)}\` is ${always ? 'always' : 'never'} true, ${why}.`;
    return problem(always ? 'always-true' : 'always-false', item.placement.span(span), message);
  });
}

/** A condition that can hold, and not behind those that are asked before it. */
function excluded(item: Condition, before: readonly Condition[]): Problem {
  const message = `\`${written(item.parsed)}\` is never true here: ${culprit(item, before, 'what stands')} above lets only other values through.`;
  return problem('always-false', wholeSpan(item), message);
}

/** The one condition that excludes another by itself, in quotes, or the words for all of them. */
export function culprit(item: Condition, before: readonly Condition[], all: string): string {
  const ranges = rangesOf(item.role);
  const alone = before.find(
    ({ parsed }) => worldsWhere(item.parsed, worldsWhere(parsed, anyWorld, ranges), ranges).length === 0,
  );
  return alone === undefined ? all : `\`${written(alone.parsed)}\``;
}

/** Why a part of a condition is certain, as the end of "… is always true, …". */
function reason({ parsed, role }: Condition, { start, end }: Span): string {
  const uses = parsed.names.filter(({ span }) => start <= span.start && span.end <= end);
  const names = [...new Set(uses.map(({ name, path }) => [name, ...path].join('.')))];
  const [name] = names;
  if (name === undefined) return 'whatever the document';
  const range = rangesOf(role)(name);
  if (names.length > 1 || range === undefined) return 'whatever the text';
  if (range.whole) return `since \`${name}\` is \`true\` or \`false\``;
  return range.high === Infinity
    ? `since \`${name}\` is ${range.low} or more`
    : `since \`${name}\` lies between ${range.low} and ${range.high}`;
}
