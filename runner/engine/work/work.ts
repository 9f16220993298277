import type { Piece } from '../plan.ts';
import type { Outcome, StepAnswer } from '../record.ts';
import type { Ask } from './ask.ts';
import type { Asked } from './chain.ts';
import type { Circumstances } from './circumstances.ts';
import type { Judged } from './finish.ts';
import { OngoingWork } from './ongoing-work.ts';
import type { Passage } from './passages.ts';

/** What earlier attempts have of pieces. */
export interface Known {
  /** Ids of records and rejects that are there. */
  readonly finished: ReadonlySet<string>;
  /** Answers on the way to others, by the ids of their requests. */
  readonly steps: ReadonlyMap<string, StepAnswer>;
  /**
   * Whether everything of the document’s rephrasing is there, although the answers on the way to it are not: which items a
   * list had cannot be told any more.
   */
  complete(piece: Piece): boolean;
}

/** What a piece gives or wants at one moment. */
export type WorkEvent =
  | { readonly kind: 'ask'; readonly ask: Ask }
  | {
      readonly kind: 'outcome';
      readonly outcome: Outcome;
      /** What was asked for it, where {@link Circumstances.trail} wants that. */
      readonly trail: readonly Asked[];
      /** What the model said, prefill included; null where it said nothing. */
      readonly raw: string | null;
      /** What the gates saw of an output, before it was assembled; null where none came that far. */
      readonly judged: Judged | null;
    };

/** A piece on its way: which requests are due is known from the answers that are there. */
export interface Work {
  /** What is due at the beginning, made as it is taken. Take it once, to its end. */
  begin(): Iterable<WorkEvent>;
  /** Whether everything is done: begun to its end, and nothing is due any more. */
  readonly ended: boolean;
  /** The passages that the document gave; with none nothing was asked. */
  readonly passages: readonly Passage[];
}

/**
 * Begins, or goes on with, a piece. Passages that know nothing of each other and items of a list are due side by side; what
 * needs an answer is due as soon as it is there. Known answers are taken as if they had just come, so that the same
 * requests follow from them.
 */
export function openWork(piece: Piece, circumstances: Circumstances, known: Known): Work {
  return new OngoingWork(piece, circumstances, known);
}
