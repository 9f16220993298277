import { expect, test } from 'vitest';
import { createPool, naturalPlace } from '#engine';

const documents = Array.from({ length: 1_000 }, (_, row) => ({
  place: naturalPlace(1, { file: 'in.jsonl', row }),
  tokens: 1 + (row % 50),
}));
const all = documents.reduce((sum, { tokens }) => sum + tokens, 0);

function drawn(goal: number, largest?: number) {
  const pool = createPool(largest);
  for (const { place, tokens } of documents) pool.add(place, tokens);
  return pool.draw(goal);
}

test('places are even, hang on the seed, and are the same every time', () => {
  const mean = documents.reduce((sum, { place }) => sum + place, 0) / documents.length;
  expect(mean).toBeGreaterThan(0.47);
  expect(mean).toBeLessThan(0.53);
  expect(naturalPlace(1, { file: 'a', row: 0 })).toBe(naturalPlace(1, { file: 'a', row: 0 }));
  expect(naturalPlace(2, { file: 'a', row: 0 })).not.toBe(naturalPlace(1, { file: 'a', row: 0 }));
});

test.each([1, 100, 10_000, all - 1, all])('the documents of the lowest places are taken, %d tokens of them', (goal) => {
  const draw = drawn(goal);
  expect(draw.epochs).toBe(1);
  const taken = documents.filter(({ place }) => draw.groupOf(place) !== null);
  const tokens = taken.reduce((sum, one) => sum + one.tokens, 0);
  expect(tokens).toBeGreaterThanOrEqual(goal);
  const highest = Math.max(...taken.map(({ place }) => place));
  const left = documents.filter(({ place }) => draw.groupOf(place) === null);
  expect(Math.min(...left.map(({ place }) => place), 1)).toBeGreaterThan(highest);
  // What is taken beyond is at most what shares the last bucket: here one document.
  const last = taken.find(({ place }) => place === highest);
  expect(tokens - (last?.tokens ?? 0)).toBeLessThan(goal);
});

test('groups are in the order of the places, and none is larger than what fits', () => {
  const draw = drawn(20_000, 500);
  const tokens = Array.from({ length: draw.groups }, () => 0);
  let before = 0;
  for (const { place, tokens: more } of documents.toSorted((left, right) => left.place - right.place)) {
    const group = draw.groupOf(place);
    if (group === null) break;
    expect(group).toBeGreaterThanOrEqual(before);
    tokens[group] = (tokens[group] ?? 0) + more;
    before = group;
  }
  expect(before).toBe(draw.groups - 1);
  expect(Math.max(...tokens)).toBeLessThanOrEqual(500);
  expect(Math.min(...tokens.slice(0, -1))).toBeGreaterThan(450);
});

test.each([
  [all, 1],
  [all + 1, 2],
  [2 * all, 2],
  [3 * all + 1, 4],
  [100 * all, 4],
])('for %d tokens the pool is taken whole %d times, and never more than four', (goal, epochs) => {
  const draw = drawn(goal);
  expect(draw.epochs).toBe(epochs);
  expect(documents.every(({ place }) => draw.groupOf(place) !== null)).toBe(true);
});

test('nothing is drawn where nothing is wanted or nothing is there', () => {
  expect(drawn(0)).toMatchObject({ epochs: 0, groups: 0 });
  expect(createPool().draw(10)).toMatchObject({ epochs: 0, groups: 0 });
});
