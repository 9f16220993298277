import type { Span } from '../span.ts';

/** What may be completed at a cursor. */
export interface CompletionSite {
  readonly kind: 'name' | 'field' | 'filter' | 'test' | 'statement' | 'none';
  /** What has been typed of the word up to the cursor. */
  readonly typed: string;
  /** The whole word around the cursor: what a completion replaces. */
  readonly span: Span;
  /** For a field: what it is read from. */
  readonly object?: { readonly name: string; readonly path: readonly string[] };
  /** Names that the template defines at the cursor, `loop` among them inside a loop. */
  readonly locals: readonly string[];
}

/** What may be completed at `offset`, however little of the template is written. */
export function completionAt(source: string, offset: number, mode: 'template' | 'expression'): CompletionSite {
  void source;
  void mode;
  return { kind: 'none', typed: '', span: { start: offset, end: offset }, locals: [] };
}
