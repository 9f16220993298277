import type { Span } from '../span.ts';
import type { ScalarNode } from './tree.ts';

/** The offset in the file of the character at `offset` of `node.text`; the end of the text for its length. */
export function valueToSource(node: ScalarNode, offset: number): number {
  return node.span.start + offset;
}

/** The offset in `node.text` of the character that stands at an offset of the file, if one does. */
export function sourceToValue(node: ScalarNode, offset: number): number | undefined {
  return offset - node.span.start;
}

/** The span in the file of a span of `node.text`. */
export function spanInSource(node: ScalarNode, span: Span): Span {
  return { start: valueToSource(node, span.start), end: valueToSource(node, span.end) };
}
