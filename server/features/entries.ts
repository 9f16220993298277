import { type MapNode, type Node, type Pair, type ReferenceKind, touches } from '#language';
import type { View } from './view.ts';

/** The top-level key whose entries define things of a kind. */
export const sectionOf = {
  model: 'models',
  variable: 'variables',
  rephrasing: 'rephrasings',
  let: 'let',
  target: 'targets',
} as const satisfies Record<ReferenceKind, string>;

/** The value behind a key; undefined where the node is no map or has no such key. */
export function valueAt(node: Node | undefined, key: string): Node | undefined {
  return node?.kind === 'map' ? node.pairs.find((pair) => pair.key.text === key)?.value : undefined;
}

/** The text of a scalar behind a key; undefined where there is none. */
export function textAt(node: Node | undefined, key: string): string | undefined {
  const value = valueAt(node, key);
  return value?.kind === 'scalar' ? value.text : undefined;
}

/** Everything of a kind that the file defines, in its order, also while it has errors. */
export function entriesOf({ analysis }: View, kind: ReferenceKind): readonly Pair[] {
  const section: MapNode | Node | undefined = valueAt(analysis.tree.root, sectionOf[kind]);
  return section?.kind === 'map' ? section.pairs : [];
}

/** What the file defines by a name. */
export function entryOf(view: View, kind: ReferenceKind, name: string): Pair | undefined {
  return entriesOf(view, kind).find(({ key }) => key.text === name);
}

/** The map at a path of keys, of a list the one in which an offset lies; undefined where it cannot be read. */
export function mapAt({ analysis }: View, path: readonly string[], offset: number): MapNode | undefined {
  let found: Node | undefined = analysis.tree.root;
  for (const key of path) found = itemAt(valueAt(itemAt(found, offset), key), offset);
  return found?.kind === 'map' ? found : undefined;
}

function itemAt(node: Node | undefined, offset: number): Node | undefined {
  return node?.kind === 'list' ? node.items.find(({ span }) => touches(span, offset)) : node;
}
