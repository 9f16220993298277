import type { Clock } from './clock.ts';
import { type Lane, openLane } from './lane.ts';
import { RephraserError, type Rephraser, type RephraserAnswer, type RephraserRequest } from './rephraser.ts';

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

export interface Dispatch {
  /** Runs all jobs; resolves when the last is done, rejects with what makes going on useless. */
  run(jobs: AsyncIterable<Job>): Promise<void>;
  readonly state: DispatchState;
}

/** What the engine is doing at this moment, for people. */
export interface DispatchState {
  readonly inFlight: number;
  readonly requests: number;
  /** Why it waits, in words, or null while it does not. */
  readonly waiting: string | null;
}

/** Jobs that are read ahead per model, as a multiple of its limit: enough that a free slot never waits for the disk. */
const readAhead = 2;

/**
 * The request engine. Every model has a lane with a limit of its own; a free slot takes the next job; a job that backs
 * off holds no slot; nothing ever waits for a batch to be full. How many jobs are in memory is bounded by the limits.
 */
export function createDispatch(options: DispatchOptions): Dispatch {
  const lanes = new Map<Rephraser, Lane>();
  let fatal: unknown;
  let wake = (): void => undefined;

  const laneOf = (rephraser: Rephraser): Lane => {
    const known = lanes.get(rephraser);
    if (known) return known;
    const lane = openLane(rephraser, options, {
      changed: () => wake(),
      broke: (error) => {
        fatal ??= error;
        wake();
      },
    });
    lanes.set(rephraser, lane);
    return lane;
  };

  const stopped = (): boolean => fatal !== undefined || options.abort.aborted;

  /** Resolves when the state of some lane has changed. */
  const change = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
    });

  const onAbort = (): void => wake();

  async function run(jobs: AsyncIterable<Job>): Promise<void> {
    options.abort.addEventListener('abort', onAbort);
    options.drain.addEventListener('abort', onAbort);
    const iterator = jobs[Symbol.asyncIterator]();
    try {
      while (!stopped() && !options.drain.aborted) {
        const next = await iterator.next();
        if (next.done) break;
        const lane = laneOf(next.value.rephraser);
        lane.add(next.value);
        while (lane.waiting >= readAhead * lane.limit && !stopped() && !options.drain.aborted) await change();
      }
      if (options.drain.aborted) for (const lane of lanes.values()) lane.drain();
      while (!stopped() && [...lanes.values()].some(({ busy }) => busy)) await change();
      if (stopped()) for (const lane of lanes.values()) lane.stop();
      await Promise.all([...lanes.values()].map(({ settled }) => settled()));
    } finally {
      options.abort.removeEventListener('abort', onAbort);
      options.drain.removeEventListener('abort', onAbort);
      await iterator.return?.();
    }
    if (fatal !== undefined) throw fatal;
    options.abort.throwIfAborted();
  }

  return {
    run,
    get state() {
      const all = [...lanes.values()];
      return {
        inFlight: all.reduce((sum, lane) => sum + lane.inFlight, 0),
        requests: all.reduce((sum, lane) => sum + lane.requests, 0),
        waiting: all.map((lane) => lane.trouble).find((trouble) => trouble !== null) ?? null,
      };
    },
  };
}

/** What makes a run useless to go on with, or null where one job's failure is its own. */
export function isFatal(error: unknown): boolean {
  return !(error instanceof RephraserError) || error.kind === 'run';
}
