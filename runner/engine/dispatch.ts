import type { DispatchOptions, Job } from './job.ts';
import { type Lane, openLane } from './lane.ts';
import type { Rephraser } from './rephraser.ts';

export interface Dispatch {
  /** Runs all jobs; resolves when the last is done, rejects with what makes going on useless. */
  run(jobs: AsyncIterable<Job>): Promise<void>;
  readonly state: DispatchState;
}

/** What the engine is doing at this moment, for people. */
export interface DispatchState {
  readonly inFlight: number;
  readonly requests: number;
  /** Whether jobs are on their way that will be done or fail; false as soon as going on is useless. */
  readonly working: boolean;
  /** Why it waits, in words, or null while it does not. */
  readonly waiting: string | null;
}

/**
 * The request engine. Every model has a lane with a limit of its own; a free slot takes the next job; a job that backs
 * off holds no slot; nothing ever waits for a batch to be full. Jobs that follow from others go first, so that documents in
 * progress are finished before others are begun. How many jobs are in memory is bounded by the limits.
 */
export function createDispatch(options: DispatchOptions): Dispatch {
  const lanes = new Map<Rephraser, Lane>();
  let fatal: Error | undefined;
  let wake = (): void => undefined;

  const laneOf = ({ rephraser, terms }: Job): Lane => {
    const known = lanes.get(rephraser);
    if (known) return known;
    const lane = openLane(rephraser, terms ?? null, options, {
      followed,
      changed: () => wake(),
      broke: (error) => {
        fatal ??= error instanceof Error ? error : new Error(String(error));
        // At once: whoever reads the jobs may be waiting for a disk.
        for (const one of lanes.values()) one.stop();
        wake();
      },
    });
    lanes.set(rephraser, lane);
    if (options.drain.aborted) lane.drain();
    if (fatal !== undefined) lane.stop();
    return lane;
  };

  /** What follows from one job goes together, lane by lane, so that it keeps its order. */
  function followed(jobs: readonly Job[]): void {
    const byLane = new Map<Lane, Job[]>();
    for (const job of jobs) {
      const lane = laneOf(job);
      const group = byLane.get(lane);
      if (group) group.push(job);
      else byLane.set(lane, [job]);
    }
    for (const [lane, group] of byLane) lane.addFirst(group);
  }

  /** Whether some lane has enough to do: what follows from documents in progress may crowd in a lane that is not read for. */
  const isFull = (): boolean => [...lanes.values()].some(({ isFull }) => isFull);

  const stopped = (): boolean => fatal !== undefined || options.abort.aborted;

  /** Resolves when the state of some lane has changed. */
  const change = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
    });

  const onAbort = (): void => wake();
  const onDrain = (): void => {
    for (const lane of lanes.values()) lane.drain();
    wake();
  };

  async function run(jobs: AsyncIterable<Job>): Promise<void> {
    options.abort.addEventListener('abort', onAbort);
    options.drain.addEventListener('abort', onDrain);
    const iterator = jobs[Symbol.asyncIterator]();
    try {
      while (!stopped() && !options.drain.aborted) {
        const next = await iterator.next();
        if (next.done || options.drain.aborted) break;
        laneOf(next.value).add(next.value);
        while (isFull() && !stopped() && !options.drain.aborted) await change();
      }
      while (!stopped() && [...lanes.values()].some(({ busy }) => busy)) await change();
      if (stopped()) for (const lane of lanes.values()) lane.stop();
      await Promise.all([...lanes.values()].map(({ settled }) => settled()));
    } finally {
      options.abort.removeEventListener('abort', onAbort);
      options.drain.removeEventListener('abort', onDrain);
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
        working: !stopped() && all.some(({ busy }) => busy),
        waiting: all.map((lane) => lane.trouble).find((trouble) => trouble !== null) ?? null,
      };
    },
  };
}
