import type { Analysis } from './analysis.ts';
import type { EntriesSpec, KeySpec } from './schema/spec.ts';
import { mapOf, specAt } from './schema/spec-at.ts';
import { type Span, touches } from './span.ts';
import { contentSpan } from './syntax/placement.ts';
import type { Node } from './syntax/tree.ts';

/** A key of the file and what the table says of it. */
export interface KeyAt {
  readonly kind: 'key';
  readonly spec: KeySpec;
  readonly path: readonly string[];
  readonly span: Span;
}

/** A name that the user chose: the key of a model, a variable or a rephrasing. */
export interface EntryAt {
  readonly kind: 'entry';
  readonly spec: EntriesSpec;
  readonly name: string;
  readonly path: readonly string[];
  readonly span: Span;
}

/** The key on which an offset lies. */
export function keyAt({ tree }: Analysis, offset: number): KeyAt | EntryAt | undefined {
  return find(tree.root, [], offset);
}

function find(node: Node | undefined, path: readonly string[], offset: number): KeyAt | EntryAt | undefined {
  if (node === undefined || node.kind === 'scalar' || !touches(node.span, offset)) return undefined;
  if (node.kind === 'list') {
    const item = node.items.find(({ span }) => touches(span, offset));
    return find(item, path, offset);
  }
  for (const { key, value, span } of node.pairs) {
    if (!touches(span, offset)) continue;
    const inner = [...path, key.text];
    const found = touches(key.span, offset) ? describe(inner, contentSpan(key)) : find(value, inner, offset);
    if (found !== undefined) return found;
  }
  return undefined;
}

function describe(path: readonly string[], span: Span): KeyAt | EntryAt | undefined {
  const outer = specAt(path.slice(0, -1));
  const map = outer === undefined ? undefined : mapOf(outer.spec);
  if (map?.kind === 'entries') return { kind: 'entry', spec: map, name: path.at(-1) ?? '', path, span };
  const spec = specAt(path)?.key;
  return spec === undefined ? undefined : { kind: 'key', spec, path, span };
}
