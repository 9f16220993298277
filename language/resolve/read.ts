import { numberIn } from '../schema/number.ts';
import type { Suffixes } from '../schema/spec.ts';
import type { MapNode, Node, Pair, ScalarNode } from '../syntax/tree.ts';

/** The pair of a key; undefined where it is absent. Of two the first counts. */
export function pairOf(map: MapNode | undefined, key: string): Pair | undefined {
  return map?.pairs.find((pair) => pair.key.text === key);
}

export function valueOf(map: MapNode | undefined, key: string): Node | undefined {
  return pairOf(map, key)?.value;
}

export function mapOf(map: MapNode | undefined, key: string): MapNode | undefined {
  const value = valueOf(map, key);
  return value?.kind === 'map' ? value : undefined;
}

export function scalarOf(map: MapNode | undefined, key: string): ScalarNode | undefined {
  const value = valueOf(map, key);
  return value?.kind === 'scalar' && value.value !== null ? value : undefined;
}

export function textOf(map: MapNode | undefined, key: string): string | undefined {
  return scalarOf(map, key)?.text;
}

export function numberOf(map: MapNode | undefined, key: string): number | undefined {
  const value = scalarOf(map, key)?.value;
  return typeof value === 'number' ? value : undefined;
}

/** A number that may have a suffix: `60%`, `10B`. */
export function quantityOf(map: MapNode | undefined, key: string, suffixes: Suffixes): number | undefined {
  const scalar = scalarOf(map, key);
  return scalar === undefined ? undefined : numberIn(scalar, suffixes);
}

/** One of a few words; undefined where it is none of them. */
export function wordOf<Word extends string>(
  map: MapNode | undefined,
  key: string,
  words: readonly Word[],
): Word | undefined {
  const text = textOf(map, key);
  return words.find((word) => word === text);
}

export function booleanOf(map: MapNode | undefined, key: string): boolean | undefined {
  const value = scalarOf(map, key)?.value;
  return typeof value === 'boolean' ? value : undefined;
}

/** The scalars of a key that takes one value or a list. */
export function scalarsOf(map: MapNode | undefined, key: string): readonly ScalarNode[] {
  return nodesOf(map, key).filter((node) => node.kind === 'scalar');
}

/** What stands behind a key that takes one value or a list. */
export function nodesOf(map: MapNode | undefined, key: string): readonly Node[] {
  const value = valueOf(map, key);
  if (value === undefined) return [];
  return value.kind === 'list' ? value.items : [value];
}
