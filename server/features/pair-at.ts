import { type Node, type Pair, touches } from '#language';

/** The innermost pair around an offset; undefined inside of braces and brackets, where blocks cannot stand. */
export function pairAt(node: Node | undefined, offset: number): Pair | undefined {
  if (node === undefined || node.kind === 'scalar' || node.flow) return undefined;
  if (node.kind === 'list')
    return pairAt(
      node.items.find(({ span }) => touches(span, offset)),
      offset,
    );
  const pair = node.pairs.find(({ span }) => touches(span, offset));
  const inner = pair?.value;
  return inner === undefined || inner.kind === 'scalar' || !touches(inner.span, offset) ? pair : pairAt(inner, offset);
}
