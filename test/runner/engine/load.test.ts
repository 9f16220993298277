import { expect, test } from 'vitest';
import { pause, type Rephraser } from '#engine';
import { SimulatedClock } from '../../helpers/simulated-clock.ts';
import { runJobs, scripted } from './helpers/scripted-rephraser.ts';

/** A server that works on so many requests at a time, for four seconds each, and queues the others. */
function queueing(clock: SimulatedClock, slots: number) {
  const { rephraser } = scripted(clock, 'auto');
  const queue: (() => void)[] = [];
  const seen = { running: 0, asked: 0, idle: 0, fullMs: Number.POSITIVE_INFINITY, longest: 0, settled: 0 };
  const server: Rephraser = {
    ...rephraser,
    async load() {
      seen.asked++;
      return { running: seen.running, waiting: queue.length };
    },
    async rephrase(request, options) {
      if (seen.running >= slots) await new Promise<void>((resolve) => queue.push(resolve));
      if (++seen.running === slots) seen.fullMs = Math.min(seen.fullMs, clock.now());
      // Its own ramp-up looks far ahead once; afterwards the queue is short.
      if (clock.now() > seen.fullMs + 10_000) seen.longest = Math.max(seen.longest, queue.length);
      await pause(clock, 3_900, options.signal);
      seen.running--;
      queue.shift()?.();
      return rephraser.rephrase(request, options);
    },
  };
  return { server, seen };
}

test('a server that says how many wait is kept full, and its queue short', async () => {
  const clock = new SimulatedClock();
  const slots = 300;
  const requests = 12_000;
  const { server, seen } = queueing(clock, slots);
  const { result } = await runJobs(server, clock, requests);
  await result;
  const idealMs = (requests / slots) * 3_900;
  expect(seen.fullMs).toBeLessThan(3_000);
  expect(clock.now() - seen.fullMs).toBeLessThan(idealMs * 1.04);
  expect(seen.longest).toBeLessThan(0.5 * slots);
  expect(seen.asked).toBeGreaterThan(100);
});

test('a server that does not say is asked once', async () => {
  const clock = new SimulatedClock();
  const { rephraser } = scripted(clock, 'auto');
  let asked = 0;
  const silent: Rephraser = {
    ...rephraser,
    async load() {
      asked++;
      return null;
    },
  };
  const { result, outcomes } = await runJobs(silent, clock, 4_000);
  await result;
  expect(outcomes).toHaveLength(4_000);
  expect(asked).toBe(1);
});
