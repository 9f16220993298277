import { describe, expect, it } from 'vitest';
import { createDispatch, type Job, type Rephraser, type ServerLoad } from '#engine';
import { createRetryBudget } from '../../../runner/engine/retry-budget.ts';
import { adaptivePace } from '../../../runner/engine/pace.ts';
import { SimulatedClock } from '../../helpers/simulated-clock.ts';
import { dealt, request, unasked } from './helpers/scripted-rephraser.ts';

describe('the pace of a server that tells what waits', () => {
  it('grows while nothing waits, keeps a short queue, and gives back what is too much', () => {
    const pace = adaptivePace();
    expect(pace.limit).toBe(16);
    pace.loaded({ running: 16, waiting: 0 }, 16);
    expect(pace.limit).toBe(24);
    pace.loaded({ running: 24, waiting: 2 }, 24);
    expect(pace.limit).toBe(24);
    pace.loaded({ running: 20, waiting: 10 }, 24);
    expect(pace.limit).toBe(17);
  });

  it('does not take a server for one that has room before that knows what was sent', () => {
    const pace = adaptivePace();
    pace.loaded({ running: 16, waiting: 0 }, 16);
    expect(pace.limit).toBe(24);
    for (let look = 0; look < 3; look++) pace.loaded({ running: 16, waiting: 0 }, 24);
    expect(pace.limit).toBe(24);
    pace.loaded({ running: 24, waiting: 0 }, 24);
    expect(pace.limit).toBe(36);
    // One that tells of a part of itself alone is believed in the end.
    for (let look = 0; look < 4; look++) pace.loaded({ running: 12, waiting: 0 }, 36);
    expect(pace.limit).toBe(54);
  });

  it('comes back to where it was refused within a few rounds, and goes on by one', () => {
    const pace = adaptivePace();
    const round = (): number => {
      for (let answer = pace.limit; answer > 0; answer--) pace.answered();
      return pace.limit;
    };
    expect([round(), round(), round()]).toEqual([32, 64, 128]);
    pace.refused(0, 1);
    expect(pace.limit).toBe(96);
    const limits = Array.from({ length: 30 }, round);
    expect(limits.slice(0, 3)).toEqual([104, 110, 114]);
    expect(limits[9]).toBeGreaterThan(120);
    expect(limits.at(-1)).toBeGreaterThan(128);
    expect(limits.at(-1)).toBeLessThan(150);
  });

  it('is found quickly, until something waits', () => {
    const pace = adaptivePace();
    expect(pace.isRamping).toBe(true);
    pace.loaded({ running: 10, waiting: 6 }, 16);
    expect(pace.isRamping).toBe(false);
  });

  it('does not grow where the limit is not what keeps it', () => {
    const pace = adaptivePace();
    pace.loaded({ running: 3, waiting: 0 }, 3);
    expect(pace.limit).toBe(16);
  });

  it('leaves it to the server then, and not to its answers', () => {
    const pace = adaptivePace();
    pace.loaded({ running: 10, waiting: 1 }, 16);
    for (let answer = 0; answer < 1000; answer++) pace.answered();
    expect(pace.limit).toBe(16);
  });

  it('gives back once what is too much, however long it takes until it is answered', () => {
    const pace = adaptivePace();
    for (let look = 0; look < 9; look++) pace.loaded({ running: pace.limit, waiting: 0 }, pace.limit);
    const inFlight = pace.limit;
    for (let look = 0; look < 20; look++) pace.loaded({ running: 400, waiting: inFlight - 400 }, inFlight);
    expect(pace.limit).toBe(460);
  });

  it('never ends below where it began', () => {
    const pace = adaptivePace();
    for (let time = 0; time < 9; time++) pace.loaded({ running: 2, waiting: 900 }, 16);
    expect(pace.limit).toBe(16);
  });
});

/** A server with so many places, each of which takes `ms` for a request, and a queue in front of them. */
function gpu(clock: SimulatedClock, places: number, ms: number, tells: boolean) {
  let running = 0;
  let busySince = 0;
  let busyMs = 0;
  let mostWaiting = 0;
  const queue: (() => void)[] = [];
  const account = (): void => {
    busyMs += running * (clock.now() - busySince);
    busySince = clock.now();
  };
  const seen = { asked: 0, mostWaiting: () => mostWaiting, busyMs: () => busyMs };
  const rephraser: Rephraser = {
    label: 'gpu',
    concurrency: 'auto',
    dispose: async () => undefined,
    async load(): Promise<ServerLoad | null> {
      seen.asked++;
      return tells ? { running, waiting: queue.length } : null;
    },
    async rephrase() {
      if (running === places) {
        await new Promise<void>((begin) => {
          queue.push(begin);
          mostWaiting = Math.max(mostWaiting, queue.length);
        });
      }
      account();
      running++;
      await new Promise<void>((done) => void clock.after(ms, done));
      account();
      running--;
      queue.shift()?.();
      return { text: 'done', finishReason: 'stop', inputTokens: 1, outputTokens: 1 };
    },
  };
  return { rephraser, seen };
}

async function run(clock: SimulatedClock, rephraser: Rephraser, count: number): Promise<number> {
  const never = new AbortController().signal;
  const dispatch = createDispatch({ clock, random: () => 0.5, drain: never, abort: never });
  async function* jobs(): AsyncGenerator<Job> {
    for (let index = 0; index < count; index++) {
      yield { rephraser, request, done: () => dealt(), failed: () => dealt(), unasked };
    }
  }
  await clock.until(dispatch.run(jobs()));
  return clock.now();
}

describe('a run over a server with a queue', () => {
  it.each([1_000, 5_000, 20_000])(
    'fills every place, far beyond what a server that says nothing gets, and lets few requests wait (%d ms)',
    async (ms) => {
      const clock = new SimulatedClock();
      const { rephraser, seen } = gpu(clock, 600, ms, true);
      const tookMs = await run(clock, rephraser, 30_000);
      // 50 rounds. The ramp is three seconds, and the last round is not full.
      expect(seen.busyMs() / (600 * (tookMs - 3_000))).toBeGreaterThan(0.96);
      expect(seen.mostWaiting()).toBeLessThan(600);
    },
  );

  it('asks once where the server does not say', async () => {
    const clock = new SimulatedClock();
    const { rephraser, seen } = gpu(clock, 4, 1_000, false);
    await run(clock, rephraser, 100);
    expect(seen.asked).toBe(1);
  });

  it('asks nothing where the number of requests is given', async () => {
    const clock = new SimulatedClock();
    const { rephraser, seen } = gpu(clock, 4, 1_000, true);
    await run(clock, { ...rephraser, concurrency: 8 }, 100);
    expect(seen.asked).toBe(0);
  });
});

describe('the budget of repetitions', () => {
  it('has room for a burst, then for one in five, then for four a second', () => {
    const budget = createRetryBudget(() => 16);
    for (let time = 0; time < 256; time++) expect(budget.repeat(0)).toBe(0);
    expect(budget.repeat(0)).toBe(250);
    expect(budget.repeat(0)).toBe(500);
    for (let answer = 0; answer < 16; answer++) budget.answered();
    expect(budget.repeat(0)).toBe(0);
    expect(budget.repeat(250)).toBe(0);
  });

  it('has room for everything that is in flight to break at once, twice', () => {
    const budget = createRetryBudget(() => 4096);
    for (let time = 0; time < 8192; time++) expect(budget.repeat(0)).toBe(0);
    expect(budget.repeat(0)).toBe(2);
  });
});
