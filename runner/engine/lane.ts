import { type DispatchOptions, isFatal, type Job } from './dispatch.ts';
import { adaptivePace, fixedPace } from './pace.ts';
import { RephraserError, type Rephraser } from './rephraser.ts';
import { countsAgainstPiece, mostAttempts, retryDelayMs } from './retry.ts';

/** The requests to one model: those that wait, those in flight, those that back off. */
export interface Lane {
  add(job: Job): void;
  readonly limit: number;
  /** Jobs that wait for a slot or for the end of their back-off. */
  readonly waiting: number;
  readonly inFlight: number;
  /** Requests sent so far, repetitions included. */
  readonly requests: number;
  readonly busy: boolean;
  /** Why the lane waits, in words, or null. */
  readonly trouble: string | null;
  /** Drops what is not in flight. */
  forgetWaiting(): void;
  /** Drops everything; requests in flight are aborted. */
  stop(): void;
  /** Resolves when nothing is in flight any more. */
  settled(): Promise<void>;
}

interface Events {
  readonly changed: () => void;
  readonly broke: (error: unknown) => void;
}

interface Waiting {
  readonly job: Job;
  readonly failures: number;
}

/** A server that never answered is given up after this; one that did is given longer, since it may be restarting. */
const patience = { beforeFirstAnswerMs: 8_000, afterwardsMs: 300_000, failures: 4 } as const;

export function openLane(rephraser: Rephraser, options: DispatchOptions, events: Events): Lane {
  const { clock, random } = options;
  const pace = rephraser.concurrency === 'auto' ? adaptivePace() : fixedPace(rephraser.concurrency);
  const ending = new AbortController();
  const signal = AbortSignal.any([options.abort, ending.signal]);
  const ready: Waiting[] = [];
  const backingOff = new Set<() => void>();
  const flying = new Set<Promise<void>>();
  let requests = 0;
  let answers = 0;
  let failuresInARow = 0;
  let troubleSinceMs = 0;
  let trouble: string | null = null;

  function fill(): void {
    // While a server is away one request at a time asks whether it is back.
    const limit = failuresInARow >= patience.failures ? 1 : pace.limit;
    while (flying.size < limit && !signal.aborted) {
      const next = ready.shift();
      if (next === undefined) return;
      const flight = fly(next).finally(() => {
        flying.delete(flight);
        fill();
        events.changed();
      });
      flying.add(flight);
    }
  }

  async function fly({ job, failures }: Waiting): Promise<void> {
    const beganMs = clock.now();
    const answersBefore = answers;
    requests++;
    try {
      const answer = await rephraser.rephrase(job.request, { signal });
      answers++;
      failuresInARow = 0;
      trouble = null;
      pace.answered();
      await job.done(answer);
    } catch (error) {
      if (signal.aborted) return;
      await failed({ job, failures }, error, { beganMs, othersAnswered: answers > answersBefore }).catch(events.broke);
    }
  }

  async function failed(
    { job, failures }: Waiting,
    error: unknown,
    flight: { readonly beganMs: number; readonly othersAnswered: boolean },
  ): Promise<void> {
    if (!(error instanceof RephraserError) || isFatal(error)) throw error;
    if (error.kind === 'piece') {
      // The server is well: it has read the request and refused it.
      failuresInARow = 0;
      trouble = null;
      return job.failed(error);
    }
    noteTrouble(error);
    pace.refused(flight.beganMs, clock.now());
    const counted = failures + (countsAgainstPiece(error, flight.othersAnswered) ? 1 : 0);
    if (counted >= mostAttempts) return job.failed(error);
    if (isHopeless()) throw new RephraserError('run', error.message, { cause: error });
    backOff({ job, failures: counted }, retryDelayMs(error, Math.max(counted, failuresInARow, 1), random()));
  }

  function noteTrouble(error: RephraserError): void {
    if (failuresInARow === 0) troubleSinceMs = clock.now();
    failuresInARow++;
    trouble = error.message;
  }

  function isHopeless(): boolean {
    const spentMs = clock.now() - troubleSinceMs;
    const patienceMs = answers === 0 ? patience.beforeFirstAnswerMs : patience.afterwardsMs;
    return failuresInARow >= patience.failures && spentMs >= patienceMs;
  }

  function backOff(waiting: Waiting, delayMs: number): void {
    const cancel = clock.after(delayMs, () => {
      backingOff.delete(cancel);
      ready.unshift(waiting);
      fill();
    });
    backingOff.add(cancel);
  }

  function forgetWaiting(): void {
    ready.length = 0;
    for (const cancel of backingOff) cancel();
    backingOff.clear();
    events.changed();
  }

  return {
    add(job) {
      ready.push({ job, failures: 0 });
      fill();
    },
    get limit() {
      return pace.limit;
    },
    get waiting() {
      return ready.length + backingOff.size;
    },
    get inFlight() {
      return flying.size;
    },
    get requests() {
      return requests;
    },
    get busy() {
      return ready.length + backingOff.size + flying.size > 0;
    },
    get trouble() {
      return trouble;
    },
    forgetWaiting,
    stop() {
      forgetWaiting();
      ending.abort();
    },
    async settled() {
      while (flying.size > 0) await Promise.allSettled([...flying]);
    },
  };
}
