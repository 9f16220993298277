import type { Span } from '../span.ts';

/** A token inside `{{ }}` or `{% %}`, or of a bare expression. */
export interface Token {
  readonly kind: 'name' | 'string' | 'number' | 'operator' | 'end';
  readonly span: Span;
  /** As written; empty at the end. */
  readonly text: string;
  /** What a string or a number stands for. */
  readonly value: string | number;
}

/** What lexing the inside of a tag gives. */
export interface LexedExpression {
  /** Ends with a token of kind `end`, which stands right before the closing mark. */
  readonly tokens: readonly Token[];
  /** Offset behind the closing mark, or where the reading went on after an error. */
  readonly end: number;
  readonly closed: boolean;
  /** True where the closing mark was `-}}` or `-%}`. */
  readonly trimAfter: boolean;
  /** The first thing that could not be read. */
  readonly problem: { readonly message: string; readonly span: Span; readonly replacement?: string } | null;
}

/** How a stretch of tokens ends: at a mark of the template, or with the source. */
export type Closer = '}}' | '%}' | null;
