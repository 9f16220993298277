import { shift } from '../span.ts';
import type { Node, Pair } from './tree.ts';

/** The same pairs, `by` code units further on. */
export function shiftPairs(pairs: readonly Pair[], by: number): readonly Pair[] {
  return by === 0 ? pairs : pairs.map((pair) => shiftPair(pair, by));
}

function shiftPair({ key, value, span }: Pair, by: number): Pair {
  return {
    key: { ...key, span: shift(key.span, by) },
    value: value === undefined ? undefined : shiftNode(value, by),
    span: shift(span, by),
  };
}

/** The same node, `by` code units further on. */
export function shiftNode<T extends Node>(node: T, by: number): T;
export function shiftNode(node: Node, by: number): Node {
  if (by === 0) return node;
  const span = shift(node.span, by);
  switch (node.kind) {
    case 'map':
      return { ...node, span, pairs: shiftPairs(node.pairs, by) };
    case 'list':
      return { ...node, span, items: node.items.map((item) => shiftNode(item, by)) };
    case 'scalar':
      return { ...node, span };
  }
}
