import { describe, expect, it } from 'vitest';
import { createDispatch, type Job } from '#engine';
import { SimulatedClock } from '../../helpers/simulated-clock.ts';
import { request, dealt, unasked, latencyMs, scripted } from './helpers/scripted-rephraser.ts';

describe('jobs that follow from others', () => {
  /** Runs chains of jobs over two models; gives the order in which requests were answered. */
  async function runChains(chains: number, length: number, options: { readonly drainAt?: number } = {}) {
    const clock = new SimulatedClock();
    const drain = new AbortController();
    const never = new AbortController().signal;
    const models = [scripted(clock, 2), scripted(clock, 2)];
    const dispatch = createDispatch({ clock, random: () => 0.5, drain: drain.signal, abort: never });
    const order: string[] = [];
    const read = { count: 0, peak: 0, ended: 0 };
    const job = (chain: number, step: number): Job => ({
      rephraser: (models[step % 2] ?? models[0] ?? scripted(clock, 1)).rephraser,
      request,
      done() {
        order.push(`${chain}.${step}`);
        if (order.length === options.drainAt) drain.abort();
        if (step + 1 === length) read.ended++;
        return dealt(undefined, step + 1 < length ? [job(chain, step + 1)] : []);
      },
      failed: () => dealt(),
      unasked,
    });
    async function* jobs(): AsyncGenerator<Job> {
      for (; read.count < chains; ) {
        read.count++;
        read.peak = Math.max(read.peak, read.count - read.ended);
        yield job(read.count - 1, 0);
      }
    }
    await clock.until(dispatch.run(jobs()));
    return { order, read, clock };
  }

  it('are all done, each behind the one that it follows from', async () => {
    const { order } = await runChains(30, 4);
    expect(order).toHaveLength(120);
    for (let chain = 0; chain < 30; chain++) {
      const steps = order.filter((name) => name.startsWith(`${chain}.`));
      expect(steps).toEqual([0, 1, 2, 3].map((step) => `${chain}.${step}`));
    }
  });

  it('go first, so that what is begun is finished, and only a little is begun', async () => {
    const { order, read } = await runChains(200, 4);
    expect(order.indexOf('0.3')).toBeLessThan(order.indexOf('12.0'));
    expect(read.peak).toBeLessThan(16);
  });

  it('wait for no barrier: both models are busy all the time', async () => {
    const { clock } = await runChains(100, 2);
    expect(clock.now()).toBeLessThan((100 / 2) * latencyMs * 1.1);
  });

  it('are not begun once the run is asked to end', async () => {
    const { order, read } = await runChains(100, 4, { drainAt: 5 });
    expect(order.length).toBeLessThan(10);
    expect(read.ended).toBeLessThan(3);
  });

  it('go on behind one that had nothing to ask', async () => {
    const clock = new SimulatedClock();
    const { rephraser, seen } = scripted(clock, 1);
    const never = new AbortController().signal;
    const dispatch = createDispatch({ clock, random: () => 0.5, drain: never, abort: never });
    const done: string[] = [];
    const last: Job = { rephraser, request, done: () => dealt(void done.push('last')), failed: () => dealt(), unasked };
    async function* jobs(): AsyncGenerator<Job> {
      yield { ...last, request: () => null, unasked: () => dealt(void done.push('none'), [last]) };
    }
    await clock.until(dispatch.run(jobs()));
    expect(done).toEqual(['none', 'last']);
    expect(seen.calls).toBe(1);
  });
});
