import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createHashTable } from '../../../runner/engine/hash-table.ts';

test('it is a map, also where keys meet in a slot and where it grows', () => {
  // Few halves, so that many keys share one.
  const half = fc.integer({ min: 0, max: 3 }).map((number) => (0x7fffffff + number * 0x20000000) >>> 0);
  fc.assert(
    fc.property(fc.array(fc.tuple(half, fc.oneof(half, fc.nat(5_000)), fc.nat()), { maxLength: 3_000 }), (entries) => {
      const table = createHashTable();
      const map = new Map<string, number>();
      for (const [high, low, value] of entries) {
        expect(table.find(high, low)).toBe(map.get(`${high} ${low}`) ?? -1);
        table.set(high, low, value);
        map.set(`${high} ${low}`, value);
      }
      for (const [key, value] of map) {
        const [high = 0, low = 0] = key.split(' ').map(Number);
        expect(table.find(high, low)).toBe(value);
      }
    }),
    { numRuns: 30, seed: 1 },
  );
});

test('a hundred thousand keys are found again, and others are not', () => {
  const table = createHashTable();
  for (let key = 0; key < 100_000; key++) table.set(key * 7, (key * 2_654_435_761) >>> 0, key);
  for (let key = 0; key < 100_000; key += 97) expect(table.find(key * 7, (key * 2_654_435_761) >>> 0)).toBe(key);
  expect(table.find(1, 0)).toBe(-1);
});
