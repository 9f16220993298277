import { expect, test } from 'vitest';
import { noCounts } from '#store';
import { syntheticEnd } from '../../runner/synthetic-end.ts';
import { SimulatedClock } from '../helpers/simulated-clock.ts';

interface Situation {
  readonly natural?: number | null;
  readonly tokens?: number | null;
  readonly working?: boolean;
}

function end({ natural = 0.5, tokens = 1_000, working = true }: Situation = {}) {
  const counts = noCounts();
  const clock = new SimulatedClock();
  const mix = { perDocument: 'all', natural, from: null, tokens, styles: {} } as const;
  const synthetic = syntheticEnd({
    strategy: { mix },
    counts,
    clock,
    working: () => working,
  });
  const wanted = (taken: number) => clock.until(Promise.resolve(synthetic.wanted(taken)));
  return { counts, clock, synthetic, wanted };
}

test('a run ends when the synthetic part has what the mixture leaves to it', async () => {
  const { counts, synthetic, wanted } = end();
  expect(await wanted(0)).toBe(true);
  Object.assign(counts, { documents: 10, text_tokens: 499 });
  expect([synthetic.reached(), await wanted(10)]).toEqual([false, true]);
  // What the last step has taken out was made all the same.
  Object.assign(counts, { text_tokens: 400, removed_tokens: 100 });
  expect([synthetic.reached(), await wanted(10)]).toEqual([true, false]);
});

test('without an end it never waits and never ends', async () => {
  const { counts, synthetic, wanted } = end({ tokens: null });
  Object.assign(counts, { documents: 1, text_tokens: 1e12 });
  expect([synthetic.reached(), await wanted(1e6)]).toEqual([false, true]);
});

test('where all is natural nothing is rephrased', async () => {
  const { synthetic, wanted } = end({ natural: 1 });
  expect([synthetic.reached(), await wanted(0)]).toEqual([true, false]);
});

test('near the end it waits for what is under way, which may be enough or not', async () => {
  for (const [tokens, more] of [
    [510, false],
    [460, true],
  ] as const) {
    const { counts, clock, wanted } = end();
    Object.assign(counts, { documents: 9, text_tokens: 450 });
    clock.after(100, () => Object.assign(counts, { documents: 10, text_tokens: tokens }));
    expect(await wanted(10)).toBe(more);
    expect(clock.now()).toBeGreaterThanOrEqual(100);
  }
});

test('far from the end it does not wait', async () => {
  const { counts, clock, wanted } = end();
  Object.assign(counts, { documents: 5, text_tokens: 100 });
  expect(await wanted(10)).toBe(true);
  expect(clock.now()).toBe(0);
});

test('what will never end is not waited for', async () => {
  const { counts, clock, wanted } = end({ working: false });
  Object.assign(counts, { documents: 9, text_tokens: 450 });
  expect(await wanted(10)).toBe(true);
  expect(clock.now()).toBe(0);
});
