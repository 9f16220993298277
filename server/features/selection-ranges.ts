import { type Node, partsAt, type ScalarNode, type Span, placementOf, touches } from '#language';
import type { SelectionRange } from 'vscode-languageserver-types';
import { rangeOf } from './range.ts';
import type { View } from './view.ts';

/**
 * What a selection at an offset grows through: the word, the expressions, tags and statements of a template, the paragraph
 * of a prompt, the value without its quotes, then values and keys out to the whole file.
 */
export function selectionRanges(view: View, offset: number): SelectionRange {
  const { text, tree } = view.analysis;
  const spans = [
    { start: 0, end: text.length },
    ...(tree.root ? within(view, tree.root, offset) : []),
    word(text, offset),
  ];
  let found: SelectionRange | undefined;
  let outer: Span | undefined;
  for (const span of spans) {
    // Each lies in the one before it, and is smaller.
    const fits = outer === undefined || (outer.start <= span.start && span.end <= outer.end);
    const smaller = outer === undefined || span.end - span.start < outer.end - outer.start;
    if (!fits || !smaller || !touches(span, offset)) continue;
    found = { range: rangeOf(view.lines, span), ...(found === undefined ? {} : { parent: found }) };
    outer = span;
  }
  return found ?? { range: rangeOf(view.lines, { start: offset, end: offset }) };
}

function within(view: View, node: Node, offset: number): readonly Span[] {
  if (node.kind === 'scalar') return inScalar(view, node, offset);
  if (node.kind === 'list') {
    const item = node.items.find(({ span }) => touches(span, offset));
    return [node.span, ...(item ? within(view, item, offset) : [])];
  }
  const pair = node.pairs.find(({ span }) => touches(span, offset));
  if (pair === undefined) return [node.span];
  const { key, value, span } = pair;
  if (touches(key.span, offset)) return [node.span, span, ...inScalar(view, key, offset)];
  return [node.span, span, ...(value && touches(value.span, offset) ? within(view, value, offset) : [])];
}

function inScalar({ analysis }: View, node: ScalarNode, offset: number): readonly Span[] {
  const places = placementOf(node);
  const content = places.span({ start: 0, end: node.text.length });
  const at = places.toValue(offset);
  const site = analysis.templates.find((one) => one.node.span.start === node.span.start);
  if (at === undefined) return [node.span];
  const parts = site === undefined ? [] : partsAt(site.parsed, at);
  return [node.span, content, places.span(paragraph(node.text, at)), ...parts.map((part) => places.span(part))];
}

/** The lines around a place up to empty ones. */
function paragraph(text: string, at: number): Span {
  const before = [...text.slice(0, at).matchAll(/\n(?:[ \t]*\n)+/g)].at(-1);
  const start = before === undefined ? 0 : before.index + before[0].length;
  const behind = /\n[ \t]*(?:\n|$)/.exec(text.slice(at));
  return { start, end: behind === null ? text.length : at + behind.index };
}

/** Letters, digits and inner marks of words. */
function word(text: string, offset: number): Span {
  const start = offset - (/[\p{L}\p{N}_'-]*$/u.exec(text.slice(Math.max(0, offset - 200), offset))?.[0].length ?? 0);
  const end = offset + (/^[\p{L}\p{N}_'-]*/u.exec(text.slice(offset, offset + 200))?.[0].length ?? 0);
  return { start, end };
}
