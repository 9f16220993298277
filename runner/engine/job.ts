import type { Clock } from './clock.ts';
import { type Rephraser, type RephraserAnswer, RephraserError, type RephraserRequest } from './rephraser.ts';

/** A request on its way: what is asked of whom, and what to do with what comes. */
export interface Job {
  readonly rephraser: Rephraser;
  readonly request: RephraserRequest;
  /** As in {@link RephraseOptions}; text begins afresh after every state. */
  readonly onText?: (text: string) => void;
  readonly onState?: (state: string) => void;
  /** Called once; what it promises is waited for before the job counts as done. */
  done(answer: RephraserAnswer): Promise<void>;
  /** The request failed for good: called once instead of `done`. */
  failed(error: RephraserError): Promise<void>;
}

export interface DispatchOptions {
  readonly clock: Clock;
  /** Numbers in [0, 1) for jitter; nothing of a record depends on them. */
  readonly random: () => number;
  /** Aborted to take no further jobs and let those in flight end. */
  readonly drain: AbortSignal;
  /** Aborted to end at once. */
  readonly abort: AbortSignal;
  readonly patience?: Patience;
}

/** When to give up a server that does not answer: so many failures in a row, and so long after the first of them. */
export interface Patience {
  readonly failures: number;
  readonly beforeFirstAnswerMs: number;
  /** For a server that did answer before: it may be restarting. */
  readonly afterwardsMs: number;
}

/** What makes a run useless to go on with, or null where one job's failure is its own. */
export function isFatal(error: unknown): boolean {
  return !(error instanceof RephraserError) || error.kind === 'run';
}
