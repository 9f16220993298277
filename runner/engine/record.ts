import type { Json } from './document.ts';

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
  /** What the model said before it was cleaned; only there where `output.raw` asks for it. */
  readonly raw?: string;
}

/** A piece of work that gave no record, and why. */
export interface Reject {
  readonly id: string;
  /** `gate`, `no-output`, `clean`, `step`, `template`, `request-failed`. */
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
  readonly chunk: number | null;
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

/**
 * An answer on the way to a record: of a step that others follow, of a chunk that is joined with others, of an attempt that
 * is repeated. It is kept until the record is safe, so that nothing is asked twice, and is no row of the output.
 */
export interface StepAnswer {
  /** Of the request. */
  readonly id: string;
  readonly rephrasing: string;
  /** Name of the step; null where the rephrasing has no `steps`. */
  readonly step: string | null;
  readonly chunk: number | null;
  readonly item: readonly number[];
  /** Answers of this chain that were rejected before. */
  readonly attempt: number;
  /** What the model said after the prefill, untouched. */
  readonly text: string;
  readonly input_tokens: number | null;
  readonly output_tokens: number | null;
  readonly finish_reason: string;
}

/** Tokens of one request, as the server counted them. */
export interface Spent {
  /** Name of the model in the strategy. */
  readonly model: string;
  readonly input_tokens: number;
  readonly output_tokens: number;
}

interface OutcomeFacts {
  /**
   * Tokens of the requests that no other outcome accounts for, so that the sum over all outcomes has each once. Where it is
   * absent, the tokens of the record or reject are meant.
   */
  readonly spent?: readonly Spent[];
}

export type RecordOutcome = OutcomeFacts & { readonly kind: 'record'; readonly record: RephrasingRecord };
export type RejectOutcome = OutcomeFacts & { readonly kind: 'reject'; readonly reject: Reject };
export type StepOutcome = OutcomeFacts & { readonly kind: 'step'; readonly step: StepAnswer };

/** What becomes of a request: a row of the output, a row of the rejects, or an answer that others wait for. */
export type Outcome = RecordOutcome | RejectOutcome | StepOutcome;
