import fc from 'fast-check';
import { expect, test } from 'vitest';
import { naturalGoal, syntheticGoal } from '#engine';

test('the natural goal is the fewest tokens that are the share', () => {
  const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
  fc.assert(
    fc.property(share, fc.integer({ min: 1, max: 1e12 }), (natural, synthetic) => {
      const goal = naturalGoal({ natural, tokens: null }, synthetic);
      expect(goal / (goal + synthetic)).toBeGreaterThanOrEqual(natural);
      expect((goal - 1) / (goal - 1 + synthetic)).toBeLessThan(natural);
    }),
    { numRuns: 500, seed: 1 },
  );
  expect(naturalGoal({ natural: 0.6, tokens: null }, 1000)).toBe(1500);
  expect(naturalGoal({ natural: 0.5, tokens: 10 }, 1000)).toBe(1000);
});

test('without a share nothing natural is wanted, and where all is natural so much as the mixture has', () => {
  expect(naturalGoal({ natural: null, tokens: 100 }, 1000)).toBe(0);
  expect(naturalGoal({ natural: 0, tokens: 100 }, 1000)).toBe(0);
  expect(naturalGoal({ natural: 0.6, tokens: null }, 0)).toBe(0);
  expect(naturalGoal({ natural: 1, tokens: 100 }, 0)).toBe(100);
});

test('the synthetic goal is what the tokens of the mixture leave to it', () => {
  expect(syntheticGoal({ natural: 0.75, tokens: 1000 })).toBe(250);
  expect(syntheticGoal({ natural: null, tokens: 1000 })).toBe(1000);
  expect(syntheticGoal({ natural: 0.6, tokens: null })).toBeNull();
  expect(syntheticGoal({ natural: 1, tokens: 1000 })).toBe(0);
  expect(syntheticGoal({ natural: null, tokens: null })).toBeNull();
});
