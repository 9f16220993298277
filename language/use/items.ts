import { entrySections } from '../schema/strategy.ts';
import type { Span } from '../span.ts';
import { parse } from '../syntax/parse.ts';
import type { Tree } from '../syntax/tree.ts';

/** A file that is used: its path as written, and where that stands. */
export interface UseItem {
  readonly path: string;
  readonly span: Span;
}

/** The files that a strategy names under `use`, in its order. Of two such keys the first counts. */
export function useItems({ chunks }: Tree): readonly UseItem[] {
  const pairs = chunks.flatMap((placed) => (placed.section === undefined ? placed.pairs : []));
  const value = pairs.find(({ key }) => key.text === 'use')?.value;
  const nodes = value?.kind === 'list' ? value.items : value === undefined ? [] : [value];
  return nodes.flatMap((node) =>
    node.kind === 'scalar' && node.value !== null && node.text !== '' ? [{ path: node.text, span: node.span }] : [],
  );
}

/** The paths that the text of a file names under `use`. */
export function usedPaths(text: string): readonly string[] {
  // Most files use no others, and need not be parsed for that.
  return /\buse["']?\s*:/.test(text) ? useItems(parse(text, entrySections)).map(({ path }) => path) : [];
}
