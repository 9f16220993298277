import type { AnchorOccurrence, Node } from '#language';
import { dedented } from './dedented.ts';
import { paragraphs, yaml } from './documentation.ts';
import type { View } from './view.ts';

/** What an anchor or an alias of it stands for, as Markdown; undefined where no such anchor stands above. */
export function describedAnchor({ analysis }: View, { name, anchor }: AnchorOccurrence): string | undefined {
  if (anchor === undefined) return undefined;
  const node = firstBehind(analysis.tree.root, anchor);
  return paragraphs([`**&${name}**`, node === undefined ? '' : yaml(dedented(analysis.text, node.span))]);
}

/** The outermost node that begins behind an offset, of those that begin next. */
function firstBehind(node: Node | undefined, offset: number): Node | undefined {
  if (node === undefined) return undefined;
  if (node.span.start > offset) return node;
  const inner = node.kind === 'map' ? node.pairs.flatMap(({ key, value }) => [key, value]) : childrenOf(node);
  return inner
    .map((child) => firstBehind(child, offset))
    .reduce((first, found) => {
      if (found === undefined || first === undefined) return found ?? first;
      return found.span.start < first.span.start ? found : first;
    }, undefined);
}

function childrenOf(node: Node): readonly Node[] {
  return node.kind === 'list' ? node.items : [];
}
