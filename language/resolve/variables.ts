import type { Variable, VariableValue } from '../strategy.ts';
import type { MapNode, Node } from '../syntax/tree.ts';

/** The variables by name, with the weights of their values. */
export function resolveVariables(map: MapNode | undefined): Readonly<Record<string, Variable>> {
  return Object.fromEntries((map?.pairs ?? []).map(({ key, value }) => [key.text, { values: weighted(value) }]));
}

function weighted(node: Node | undefined): Variable['values'] {
  if (node?.kind === 'list') return node.items.flatMap((item) => literal(item).map((value) => ({ value, weight: 1 })));
  if (node?.kind !== 'map') return [];
  return node.pairs.flatMap(({ key, value }) => {
    const weight = value?.kind === 'scalar' && typeof value.value === 'number' ? value.value : 0;
    return literal(key).map((of) => ({ value: of, weight }));
  });
}

function literal(node: Node): readonly VariableValue[] {
  return node.kind === 'scalar' && node.value !== null ? [node.value] : [];
}
