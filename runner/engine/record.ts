import type { Json } from './document.ts';

/** What a piece of work is, whoever does it, wherever, however often: the same identity draws the same everything. */
export interface Identity {
  readonly file: string;
  readonly row: number;
  readonly rephrasing: string;
  /** Values of the variables that `each` names. */
  readonly each: Readonly<Record<string, Json>>;
  readonly rollout: number;
}

/** One line of the output. The order of the keys is part of the format. */
export interface RephrasingRecord {
  readonly id: string;
  readonly text: string;
  readonly rephrasing: string;
  readonly style: string | null;
  readonly source_id: string;
  readonly source_file: string;
  readonly source_row: number;
  readonly chunk: number | null;
  readonly variables: Readonly<Record<string, Json>>;
  readonly model: string;
  readonly prompt_hash: string;
  readonly strategy: string;
  readonly strategy_hash: string;
  readonly seed: number;
  readonly input_tokens: number | null;
  readonly output_tokens: number | null;
  readonly finish_reason: string;
  readonly measures: Readonly<Record<string, Json>>;
  /** ISO 8601, UTC; the only key that differs between two runs of the same piece. */
  readonly created: string;
}

/** A piece of work that gave no record, and why. */
export interface Reject {
  readonly id: string;
  /** `gate`, `no-output`, `clean`, `template`, `request-failed`. */
  readonly reason: string;
  /** One sentence for people. */
  readonly message: string;
  /** The expression or cleaning step that failed, as written. */
  readonly gate: string | null;
  /** The line of the strategy where it stands, from 1. */
  readonly line: number | null;
  readonly rephrasing: string;
  readonly source_id: string;
  readonly source_file: string;
  readonly source_row: number;
  readonly variables: Readonly<Record<string, Json>>;
  readonly model: string;
  readonly seed: number;
  /** What the model said, untouched; null where it said nothing. */
  readonly raw: string | null;
  /** The text after cleaning, as the gates saw it; null where it did not come that far. */
  readonly text: string | null;
  readonly input_tokens: number | null;
  readonly output_tokens: number | null;
  readonly finish_reason: string | null;
  readonly measures: Readonly<Record<string, Json>>;
  readonly created: string;
}

export type Outcome =
  | { readonly kind: 'record'; readonly record: RephrasingRecord }
  | { readonly kind: 'reject'; readonly reject: Reject };
