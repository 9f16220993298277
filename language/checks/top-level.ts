import type { MapNode, Pair, Tree } from '../syntax/tree.ts';

/** A top-level key with spans of the whole file; undefined where it is absent. Entries under it are chunks of their own. */
export function topLevelPair({ chunks }: Pick<Tree, 'chunks'>, key: string): Pair | undefined {
  for (const placed of chunks) {
    if (placed.section !== undefined || !placed.chunk.pairs.some((pair) => pair.key.text === key)) continue;
    return placed.pairs.find((pair) => pair.key.text === key);
  }
  return undefined;
}

/** The map behind a top-level key that is no map of entries. */
export function topLevelMap(tree: Pick<Tree, 'chunks'>, key: string): MapNode | undefined {
  const value = topLevelPair(tree, key)?.value;
  return value?.kind === 'map' ? value : undefined;
}
