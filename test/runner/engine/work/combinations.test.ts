import { describe, expect, it } from 'vitest';
import type { Json } from '#engine';
import { uniform } from '../../../../runner/engine/hash.ts';
import { itemsOf } from '../../../../runner/engine/work/combinations.ts';

const draw = (seed: string) => (name: string) => uniform(`${seed}:${name}`);

function items(list: readonly Json[], choose: number, atMost: number | null, seed = 'a'): readonly Json[] {
  const found = itemsOf(list, { as: 'pair', choose, atMost }, draw(seed));
  if (!found.ok) throw new Error(found.message);
  return found.items;
}

const range = (size: number) => Array.from({ length: size }, (_, index) => index);

describe('the items of a list', () => {
  it('are its first ones where they are taken one by one', () => {
    expect(items(['a', 'b', 'c'], 1, null)).toEqual(['a', 'b', 'c']);
    expect(items(['a', 'b', 'c'], 1, 2)).toEqual(['a', 'b']);
  });

  it('are all combinations in the order of the list', () => {
    expect(items(['a', 'b', 'c'], 2, 9)).toEqual([
      ['a', 'b'],
      ['a', 'c'],
      ['b', 'c'],
    ]);
    expect(items(range(6), 3, null)).toHaveLength(20);
  });

  it('are so many drawn combinations where there are more, in order, the same every time', () => {
    for (const wanted of [1, 7, 30, 44]) {
      const found = items(range(10), 2, wanted).map((pair) => JSON.stringify(pair));
      expect(new Set(found).size).toBe(wanted);
      expect(found).toEqual(found.toSorted());
      expect(items(range(10), 2, wanted).map((pair) => JSON.stringify(pair))).toEqual(found);
    }
    expect(items(range(10), 2, 7)).not.toEqual(items(range(10), 2, 7, 'b'));
  });

  it('are drawn evenly', () => {
    const counts = new Map<string, number>();
    for (let round = 0; round < 600; round++) {
      for (const pair of items(range(4), 2, 2, String(round))) {
        const key = JSON.stringify(pair);
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 200)).toBeLessThan(50);
  });

  it('are drawn of numbers of combinations that no memory could hold', () => {
    const found = items(range(5_000), 5, 100);
    expect(new Set(found.map((combination) => JSON.stringify(combination))).size).toBe(100);
  });

  it.each<[string, number, number, number | null]>([
    ['The list that `pair` goes through is empty.', 0, 1, null],
    ['`pair` goes through combinations of 3 items, and the list has 2.', 2, 3, null],
    ['`pair` would go through 19900 items or combinations; say with `at_most` how many are wanted.', 200, 2, null],
  ])('are none: %s', (message, size, choose, atMost) => {
    expect(itemsOf(range(size), { as: 'pair', choose, atMost }, draw('a'))).toEqual({ ok: false, message });
  });
});
