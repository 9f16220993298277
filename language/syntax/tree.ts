import type { Fix } from '../problem.ts';
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

/** Something that keeps the file, or a stretch of it, from being read as YAML. */
export interface SyntaxProblem {
  readonly code: 'yaml-syntax' | 'unquoted-template';
  readonly span: Span;
  readonly message: string;
  readonly fixes: readonly Fix[];
}

/** A whole file, read as far as it can be read. */
export interface Tree {
  readonly text: string;
  /** The file's map; undefined where the file is empty or is something else. Made when it is first asked for. */
  readonly root: MapNode | undefined;
  readonly problems: readonly SyntaxProblem[];
  /** The stretches that were read on their own, in order, gapless. */
  readonly chunks: readonly PlacedChunk[];
}

/** What one stretch of text reads as, wherever it stands: all spans count from its beginning. */
export interface Chunk {
  readonly text: string;
  readonly pairs: readonly Pair[];
  /** True where all of it is one map in braces. */
  readonly flow: boolean;
  /** What stands there instead of a map. */
  readonly other: ListNode | undefined;
  readonly problems: readonly SyntaxProblem[];
}

export interface PlacedChunk {
  readonly chunk: Chunk;
  readonly offset: number;
  /** The chunk's pairs with spans of the whole file. Made when they are first asked for. */
  readonly pairs: readonly Pair[];
  /** The top-level key whose entries the pairs are; undefined where they are top-level pairs themselves. */
  readonly section: string | undefined;
  /** True where this is the line of a top-level key whose entries are the chunks that follow. */
  readonly heads: boolean;
}
