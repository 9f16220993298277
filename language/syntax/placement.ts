import type { Span } from '../span.ts';
import { blockText } from './block-scalar.ts';
import { doubleQuotedText, plainText, singleQuotedText } from './flow-scalar.ts';
import type { PlacedText } from './scalar-text.ts';
import type { ScalarNode } from './tree.ts';

/** Turns places in a scalar's value into places in the file, and back. Made once for many questions. */
export interface Placement {
  /** The offset in the file of the character at `offset` of the text; the end of the text for its length. */
  toSource(offset: number): number;
  /** The offset in the text of the character at an offset of the file; undefined for quotes and indentation. */
  toValue(offset: number): number | undefined;
  /** The span in the file of a span of the text. */
  span(span: Span): Span;
}

/** Where the characters of `node.text` stand in the file. */
export function placementOf(node: ScalarNode): Placement {
  const { starts, ends } = read(node);
  const base = node.span.start;
  const length = starts.length;
  const emptyAt = base + (node.style === 'single' || node.style === 'double' ? 1 : 0);

  const toSource = (offset: number): number => {
    if (length === 0) return node.style === 'literal' || node.style === 'folded' ? node.span.end : emptyAt;
    return base + (offset < length ? (starts[Math.max(0, offset)] ?? 0) : (ends[length - 1] ?? 0));
  };
  return {
    toSource,
    toValue(offset) {
      if (length === 0) return offset === toSource(0) ? 0 : undefined;
      const index = lastAtOrBefore(starts, offset - base);
      if (index === -1) return undefined;
      if (offset - base < (ends[index] ?? 0)) return firstOfPlace(starts, index);
      return offset - base === ends[index] ? index + 1 : undefined;
    },
    span({ start, end }) {
      if (end <= start) return { start: toSource(start), end: toSource(start) };
      const last = Math.min(end, length) - 1;
      return { start: toSource(start), end: Math.max(toSource(start), base + (ends[last] ?? 0)) };
    },
  };
}

/** The offset in the file of the character at `offset` of `node.text`; the end of the text for its length. */
export function valueToSource(node: ScalarNode, offset: number): number {
  return placementOf(node).toSource(offset);
}

/** The offset in `node.text` of the character that stands at an offset of the file, if one does. */
export function sourceToValue(node: ScalarNode, offset: number): number | undefined {
  return placementOf(node).toValue(offset);
}

/** The span in the file of a span of `node.text`. */
export function spanInSource(node: ScalarNode, span: Span): Span {
  return placementOf(node).span(span);
}

/** The span of a scalar without its quotes. */
export function contentSpan(node: ScalarNode): Span {
  const quoted = node.style === 'single' || node.style === 'double';
  if (!quoted) return node.span;
  const closed = node.source.length > 1 && node.source.endsWith(node.source[0] ?? '');
  return { start: node.span.start + 1, end: Math.max(node.span.start + 1, node.span.end - (closed ? 1 : 0)) };
}

function read(node: ScalarNode): PlacedText {
  for (const placed of readings(node)) {
    if (placed?.text === node.text) return placed;
  }
  // Only a half-written scalar comes here: its characters are taken to stand one behind the other.
  const last = node.span.end - node.span.start;
  const units = Array.from({ length: node.text.length }, (_, unit) => unit);
  return {
    text: node.text,
    starts: units.map((unit) => Math.min(unit, last)),
    ends: units.map((unit) => Math.min(unit + 1, last)),
  };
}

function* readings({ source, style }: ScalarNode): Generator<PlacedText | undefined> {
  switch (style) {
    case 'plain':
      yield plainText(source);
      return;
    case 'single':
      yield singleQuotedText(source);
      return;
    case 'double':
      yield doubleQuotedText(source);
      return;
    case 'literal':
    case 'folded':
      // An indentation indicator counts from the parent's column, which a scalar does not know: the one that gives the
      // scalar's text is it. Without an indicator the first reading is right.
      for (let parentIndent = 0; parentIndent < 64; parentIndent++) yield blockText(source, style, parentIndent);
  }
}

/** The index of the last start that is not behind `offset`; -1 where all are. */
function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let low = -1;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The first unit of those that share one place, as the two of an escaped emoji do. */
function firstOfPlace(starts: readonly number[], index: number): number {
  let first = index;
  while (first > 0 && starts[first - 1] === starts[index]) first--;
  return first;
}
