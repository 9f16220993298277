import { createBackOffs } from './back-offs.ts';
import type { Reservation } from './budget.ts';
import { mostTokens, type RequestTokens, tokensOf } from './cost.ts';
import { type Dealt, type DispatchOptions, isFatal, type Job, type Patience, type Terms } from './job.ts';
import { watchLoad } from './load-watch.ts';
import { adaptivePace, fixedPace } from './pace.ts';
import { createFlights } from './flights.ts';
import { mostUnwritten, mostWaiting, readAhead } from './lane-bounds.ts';
import { createRate } from './rate.ts';
import {
  type RephraseOptions,
  type Rephraser,
  type RephraserAnswer,
  RephraserError,
  type RephraserRequest,
} from './rephraser.ts';
import { countsAgainstPiece, mostAttempts, retryDelayMs } from './retry.ts';
import { createRetryBudget } from './retry-budget.ts';
import { createTrouble } from './trouble.ts';
import { whyWaiting } from './why-waiting.ts';

/** The requests to one model: those that wait, those in flight, those that back off. */
export interface Lane {
  add(job: Job): void;
  /** Before all that wait, in their order. */
  addFirst(jobs: readonly Job[]): void;
  /** Whether so much waits that no more need be read. */
  readonly isFull: boolean;
  readonly inFlight: number;
  /** Requests sent so far, repetitions included. */
  readonly requests: number;
  readonly busy: boolean;
  /** Why the lane waits, in words, or null. */
  readonly trouble: string | null;
  /** Drops what is not in flight, and what comes back only to be asked again. */
  drain(): void;
  /** Drops everything; requests in flight are aborted. */
  stop(): void;
  /** Resolves when nothing is in flight any more and every answer is dealt with. */
  settled(): Promise<void>;
}

interface Events {
  readonly changed: () => void;
  readonly broke: (error: unknown) => void;
  /** Jobs that follow from one of this lane, for whatever lane they are. */
  readonly followed: (jobs: readonly Job[]) => void;
}

interface Waiting {
  readonly job: Job;
  readonly failures: number;
}

/** A request that is about to be sent, or is on its way and has no need of its prompt any more; with what was set aside for it. */
interface Ready {
  readonly waiting: Waiting;
  readonly most: RequestTokens;
  readonly reservation: Reservation | null;
}

const uncounted: RequestTokens = { input: 0, output: 0 };

const usualPatience: Patience = { failures: 4, beforeFirstAnswerMs: 8_000, afterwardsMs: 300_000 };

/** @param terms of the model, the same for all jobs of the lane; null where nothing limits them */
export function openLane(rephraser: Rephraser, terms: Terms | null, options: DispatchOptions, events: Events): Lane {
  const { clock, random, patience = usualPatience, budget } = options;
  const rate = terms === null ? null : createRate(terms.limits);
  /** Whether anybody asks what a request may cost. */
  const isCounted = terms !== null && (budget !== undefined || terms.limits.tokensPerMinute !== null);
  const pace = rephraser.concurrency === 'auto' ? adaptivePace() : fixedPace(rephraser.concurrency);
  const ending = new AbortController();
  const signal = AbortSignal.any([options.abort, ending.signal]);
  const ready: Waiting[] = [];
  const retries = createRetryBudget(() => pace.limit);
  const load = watchLoad(rephraser, clock, signal, {
    isBusy: () => flights.flying > 0,
    isRamping: () => pace.isRamping,
    told(said) {
      pace.loaded(said, flights.flying);
      fill();
      // With room for more, more has to be read.
      events.changed();
    },
  });
  const backingOff = createBackOffs<Waiting>(clock, (waiting) => {
    ready.unshift(waiting);
    fill();
  });
  const flights = createFlights(goOn);
  let draining = false;
  let requests = 0;
  let answers = 0;
  const trouble = createTrouble(patience);
  /** Takes back the timer that waits for the rate, while there is one. */
  let cancelRate: (() => void) | null = null;

  function fill(): void {
    // While a server is away one request at a time asks whether it is back.
    const limit = trouble.failures >= patience.failures ? 1 : pace.limit;
    while (flights.flying < limit && flights.flying + flights.finishing < mostUnwritten + limit && !signal.aborted) {
      if (waitsForRate()) return;
      const next = ready.shift();
      if (next === undefined) return;
      const request = next.job.request();
      if (request === null) {
        finish(next.job.unasked());
        continue;
      }
      const asked = reserved(next, request);
      if (asked === null) return;
      rate?.began(clock.now(), asked.most.input + asked.most.output);
      requests++;
      flights.began();
      void fly(asked, rephraser.rephrase(request, optionsOf(next.job)));
      load.wake();
    }
  }

  function waitsForRate(): boolean {
    if (cancelRate !== null) return true;
    const delayMs = ready.length === 0 ? 0 : (rate?.waitMs(clock.now()) ?? 0);
    if (delayMs === 0) return false;
    cancelRate = clock.after(delayMs, () => {
      cancelRate = null;
      fill();
    });
    return true;
  }

  function stopWaiting(): void {
    cancelRate?.();
    cancelRate = null;
  }

  /** Sets aside what the request may cost; null where it has to wait for that, or never can be sent. */
  function reserved(waiting: Waiting, request: RephraserRequest): Ready | null {
    const most = isCounted ? mostTokens(request, terms) : uncounted;
    if (!isCounted || budget === undefined) return { waiting, most, reservation: null };
    const reservation = budget.reserve(most, terms);
    if (reservation !== null) return { waiting, most, reservation };
    ready.unshift(waiting);
    if (budget.idle) events.broke(budget.exhausted(most, terms));
    else budget.onSettled(fill);
    return null;
  }

  const unwatched: RephraseOptions = { signal };

  function optionsOf({ onText, onState }: Job): RephraseOptions {
    if (onText === undefined && onState === undefined) return unwatched;
    return { signal, ...(onText && { onText }), ...(onState && { onState }) };
  }

  /** Deals with the answer of a request that is on its way. Its slot is free then, and the next request goes out. */
  async function fly(asked: Ready, answering: Promise<RephraserAnswer>): Promise<void> {
    const { waiting, reservation } = asked;
    const { job } = waiting;
    const beganMs = clock.now();
    const answersBefore = answers;
    try {
      const answer = await answering;
      answers++;
      trouble.alive();
      if (trouble.failures >= patience.failures) ready.unshift(...backingOff.takeForServer());
      trouble.answered();
      pace.answered();
      retries.answered();
      account(asked, answer);
      finish(job.done(answer));
    } catch (error) {
      reservation?.settle(null);
      if (signal.aborted) return;
      try {
        const serverAnswers = answers > answersBefore || (await answersProbe(error));
        failed(waiting, error, { beganMs, serverAnswers });
      } catch (fatal) {
        events.broke(fatal);
      }
    } finally {
      flights.landed();
    }
  }

  function goOn(): void {
    fill();
    events.changed();
  }

  function account({ most, reservation }: Ready, answer: RephraserAnswer): void {
    if (!isCounted) return;
    const tokens = tokensOf(answer, most);
    rate?.corrected(most.input + most.output, tokens.input + tokens.output);
    // The next may begin sooner than it was told; the end of this flight asks for it.
    stopWaiting();
    reservation?.settle(tokens);
  }

  /**
   * Whether a server answers that has just broken a request and nothing else: at the end of a run there may be no other
   * request that would tell. It is asked only when failures go on.
   */
  async function answersProbe(error: unknown): Promise<boolean> {
    if (!(error instanceof RephraserError) || error.kind !== 'retry' || trouble.failures + 1 < patience.failures)
      return false;
    const alive = (await rephraser.answers?.(signal)) ?? false;
    if (alive) trouble.alive();
    return alive;
  }

  function finish({ durable, next }: Dealt): void {
    if (next.length > 0 && !draining) events.followed(next);
    flights.finish(durable.catch(events.broke));
  }

  function failed(
    { job, failures }: Waiting,
    error: unknown,
    flight: { readonly beganMs: number; readonly serverAnswers: boolean },
  ): void {
    if (!(error instanceof RephraserError) || isFatal(error)) throw error;
    if (error.kind === 'piece') {
      // The server is well: it has read the request and refused it.
      trouble.answered();
      return finish(job.failed(error));
    }
    trouble.noted(error.message, clock.now());
    pace.refused(flight.beganMs, clock.now());
    const counted = failures + (countsAgainstPiece(error, flight.serverAnswers) ? 1 : 0);
    if (counted >= mostAttempts) return finish(job.failed(error));
    if (trouble.isHopeless(clock.now())) throw new RephraserError('run', error.message, { cause: error });
    const usualMs = retryDelayMs(error, Math.max(counted, trouble.failures, 1), random());
    backOff({ job, failures: counted }, Math.max(retries.repeat(clock.now()), usualMs), error.status === null);
  }

  function backOff(waiting: Waiting, delayMs: number, forServer: boolean): void {
    if (draining) return;
    waiting.job.onState?.(`asking again: ${trouble.words}`);
    backingOff.add(waiting, delayMs, forServer);
  }

  function forgetWaiting(): void {
    ready.length = 0;
    backingOff.clear();
    stopWaiting();
    events.changed();
  }

  return {
    add(job) {
      ready.push({ job, failures: 0 });
      fill();
    },
    addFirst(jobs) {
      if (draining) return;
      ready.unshift(...jobs.map((job) => ({ job, failures: 0 })));
      fill();
    },
    get isFull() {
      return ready.length >= readAhead(pace.limit) || ready.length + backingOff.size >= mostWaiting * pace.limit;
    },
    get inFlight() {
      return flights.flying;
    },
    get requests() {
      return requests;
    },
    get busy() {
      return ready.length + backingOff.size + flights.flying + flights.finishing > 0;
    },
    get trouble() {
      const { firstDueMs, size } = backingOff;
      return whyWaiting({
        trouble: trouble.words,
        backingOff: size,
        firstInMs: firstDueMs === null ? null : firstDueMs - clock.now(),
        rate: cancelRate === null ? null : (rate?.limit ?? null),
        unwritten: flights.finishing < mostUnwritten ? null : flights.finishing,
      });
    },
    drain() {
      draining = true;
      forgetWaiting();
    },
    stop() {
      forgetWaiting();
      load.stop();
      ending.abort();
    },
    settled: flights.settled,
  };
}
