import { closest } from '../nearest.ts';
import type { Problem } from '../problem.ts';
import { mapOf, nodesOf, scalarOf, textOf } from '../resolve/read.ts';
import { contentSpan } from '../syntax/placement.ts';
import type { MapNode } from '../syntax/tree.ts';
import type { Site } from './facts.ts';
import { problem } from './problem.ts';
import type { Visit } from './visit.ts';

/**
 * Answers of steps, items that are gone through, and outputs that are carried on, which no template and no gate uses.
 * Where a template cannot be read, or a name in it is not known, it may mean them: then nothing is said.
 */
export function unusedAnswers(visit: Visit, sites: readonly Site[]): readonly Problem[] {
  if (visit.kind !== 'map' || visit.spec.noun !== 'a rephrasing' || visit.node === undefined) return [];
  const name = visit.place.path.at(-1);
  const own = sites.filter(({ rephrasing }) => rephrasing === name);
  if (own.some(({ parsed }) => parsed.issues.length > 0)) return [];
  const used = usedNames(own);
  const isUsed = (answer: string): boolean => used.known.has(answer) || closest(answer, used.strange).length > 0;
  return [...unusedSteps(visit.node, isUsed), ...idleCarry(visit.node, isUsed)];
}

interface UsedNames {
  /** Names that templates and gates use. */
  readonly known: ReadonlySet<string>;
  /** Those that the rephrasing does not define itself, and which may be misspelt. */
  readonly strange: readonly string[];
}

function usedNames(sites: readonly Site[]): UsedNames {
  const known = new Set<string>();
  const strange = new Set<string>();
  for (const { parsed, local } of sites) {
    const own = new Set(local.map(({ name }) => name));
    for (const { name } of parsed.names) {
      known.add(name);
      if (!own.has(name)) strange.add(name);
    }
  }
  return { known, strange: [...strange] };
}

function unusedSteps(rephrasing: MapNode, isUsed: (name: string) => boolean): readonly Problem[] {
  const steps = nodesOf(rephrasing, 'steps').filter((step) => step.kind === 'map');
  const result = textOf(rephrasing, 'result');
  const named = steps.findIndex((step) => textOf(step, 'name') === result);
  // A result that cannot be is told as such.
  const last = named === -1 || steps.slice(named, -1).some((step) => textOf(step, 'as') !== undefined);
  return steps.flatMap((step, at) => {
    const name = scalarOf(step, 'name');
    const item = scalarOf(step, 'as');
    if (name === undefined) return [];
    const isResult = last ? at === steps.length - 1 : name.text === result;
    if (item !== undefined && !isUsed(item.text)) {
      const message = `Nothing uses \`${item.text}\`, so the same is done for each item of \`${name.text}\`.`;
      return [problem('unused-variable', contentSpan(item), message)];
    }
    if (isResult || item !== undefined || isUsed(name.text)) return [];
    const message = `Nothing uses the answer of \`${name.text}\`, and it is not the result.`;
    return [problem('unused-variable', contentSpan(name), message)];
  });
}

/** Chunks that wait for each other, although no prompt looks at what was made of those before. */
function idleCarry(rephrasing: MapNode, isUsed: (name: string) => boolean): readonly Problem[] {
  const carry = scalarOf(mapOf(rephrasing, 'chunk'), 'carry');
  if (carry?.text !== 'previous' || isUsed('previous')) return [];
  const message = 'No prompt uses `previous`, so the chunks wait for each other for nothing.';
  return [problem('no-effect', contentSpan(carry), message)];
}
