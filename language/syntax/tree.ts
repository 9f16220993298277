import type { Span } from '../span.ts';

/**
 * The syntax tree of a strategy file. It is never missing: a half-written file gives the nodes that can be read.
 * All spans are offsets in the whole file.
 */
export type Node = MapNode | ListNode | ScalarNode;

export interface MapNode {
  readonly kind: 'map';
  readonly span: Span;
  readonly pairs: readonly Pair[];
  /** True for `{…}`. */
  readonly flow: boolean;
}

export interface Pair {
  readonly key: ScalarNode;
  /** Absent where nothing stands behind the colon yet. */
  readonly value: Node | undefined;
  /** From the key's start to the value's end. */
  readonly span: Span;
}

export interface ListNode {
  readonly kind: 'list';
  readonly span: Span;
  readonly items: readonly Node[];
  readonly flow: boolean;
}

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly span: Span;
  readonly value: string | number | boolean | null;
  /** The value as text: what a string key takes even where YAML reads a number. */
  readonly text: string;
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
  /** The scalar as it stands in the file, quotes and indentation included. */
  readonly source: string;
}
