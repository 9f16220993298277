import type { StepOccurrence } from '../analysis.ts';
import { nodesOf, scalarOf } from '../resolve/read.ts';
import { contentSpan } from '../syntax/placement.ts';
import type { ScalarNode } from '../syntax/tree.ts';
import type { Site } from './facts.ts';
import type { Visit } from './visit.ts';

/** Where the steps of a rephrasing get their names, and where its templates, its gates and its `result` name them. */
export function stepNames(visit: Visit, sites: readonly Site[]): readonly StepOccurrence[] {
  if (visit.kind !== 'map' || visit.spec.noun !== 'a rephrasing') return [];
  const { node, place } = visit;
  const rephrasing = place.path.at(-1) ?? '';
  const named = (scalar: ScalarNode | undefined, definition: boolean): readonly StepOccurrence[] =>
    scalar === undefined
      ? []
      : [{ kind: 'step', name: scalar.text, rephrasing, span: contentSpan(scalar), definition }];
  const definitions = nodesOf(node, 'steps').flatMap((step) =>
    step.kind === 'map' ? [...named(scalarOf(step, 'name'), true), ...named(scalarOf(step, 'as'), true)] : [],
  );
  const known = new Set(definitions.map(({ name }) => name));
  const uses = sites.flatMap((site) =>
    site.rephrasing === rephrasing
      ? site.parsed.names
          .filter(({ name }) => known.has(name) && site.local.some((local) => local.name === name))
          .map(({ name, span }): StepOccurrence => {
            return { kind: 'step', name, rephrasing, span: site.placement.span(span), definition: false };
          })
      : [],
  );
  return [...definitions, ...named(scalarOf(node, 'result'), false), ...uses];
}
