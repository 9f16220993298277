import type { Model } from '#language';
import type { Budget } from './budget.ts';
import type { Clock } from './clock.ts';
import { type Rephraser, type RephraserAnswer, RephraserError, type RephraserRequest } from './rephraser.ts';

/** A request on its way: what is asked of whom, and what to do with what comes. */
export interface Job {
  readonly rephraser: Rephraser;
  /** How fast and at what price the model may be asked; absent where nothing limits it. */
  readonly terms?: Terms;
  /** Called once, when the request is about to be sent; null where there is nothing to ask after all. */
  request(): RephraserRequest | null;
  /** As in {@link RephraseOptions}; text begins afresh after every state. */
  readonly onText?: (text: string) => void;
  readonly onState?: (state: string) => void;
  /** Exactly one of these is called, once: the answer is there, the request failed for good, `request` gave null. */
  done(answer: RephraserAnswer): Dealt;
  failed(error: RephraserError): Dealt;
  unasked(): Dealt;
}

/** What a model’s requests are bound by. */
export type Terms = Pick<Model, 'limits' | 'price' | 'context'>;

/** What comes of the end of a job. */
export interface Dealt {
  /** Resolves when the job counts as done; it holds no slot meanwhile. */
  readonly durable: Promise<void>;
  /** Jobs that can begin now: they go before those that wait, so that what is begun is finished first. */
  readonly next: readonly Job[];
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
  /** What all requests together may cost; absent where that is unlimited. */
  readonly budget?: Budget;
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
