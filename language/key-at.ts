import type { Analysis } from './analysis.ts';
import type { EntriesSpec, KeySpec } from './schema/spec.ts';
import type { Span } from './span.ts';

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
export function keyAt(_analysis: Analysis, _offset: number): KeyAt | EntryAt | undefined {
  return undefined;
}
