import { expect, test } from 'vitest';
import { createSignatures, estimatedSimilarity } from '../../../../runner/engine/duplicates/minhash.ts';
import { createNearIndex } from '../../../../runner/engine/duplicates/near.ts';
import { similarPair } from './similar-pair.ts';

const usual = { ngram: 5, bands: 14, rows: 8 };

/** A pair of texts with this Jaccard similarity of their word 5-grams. */
function pair(similarity: number, number: number): readonly [string, string] {
  return similarPair({ similarity, grams: 120, ngram: usual.ngram, name: `${similarity}-${number}` });
}

test.each([0.1, 0.3, 0.5, 0.7, 0.9])('1,024 permutations estimate a similarity of %d within 0.04', (similarity) => {
  const signatureOf = createSignatures({ ngram: 5, bands: 128, rows: 8 }, 1);
  const [left, right] = pair(similarity, 0).map(signatureOf);
  if (!left || !right) throw new Error('The texts are long enough.');
  expect(Math.abs(estimatedSimilarity(left, right) - similarity)).toBeLessThan(0.04);
});

test.each([0.2, 0.5, 0.8])('112 permutations estimate a similarity of %d without bias', (similarity) => {
  const signatureOf = createSignatures(usual, 1);
  const estimates = Array.from({ length: 100 }, (_, number) => {
    const [left, right] = pair(similarity, number).map(signatureOf);
    if (!left || !right) throw new Error('The texts are long enough.');
    return estimatedSimilarity(left, right);
  });
  const mean = estimates.reduce((sum, estimate) => sum + estimate, 0) / estimates.length;
  const variance = estimates.reduce((sum, estimate) => sum + (estimate - mean) ** 2, 0) / estimates.length;
  expect(Math.abs(mean - similarity)).toBeLessThan(0.02);
  // √(J·(1−J)/112) is at most 0.047.
  expect(Math.sqrt(variance)).toBeLessThan(0.065);
});

/** How many of so many pairs of this similarity are taken as duplicates. */
function found(similarity: number, pairs: number): number {
  const index = createNearIndex(usual, 1);
  let hits = 0;
  for (let number = 0; number < pairs; number++) {
    const [left, right] = pair(similarity, number).map(index.keysOf);
    if (!left || !right) throw new Error('The texts are long enough.');
    index.add(left, number);
    if (index.find(right) >= 0) hits++;
  }
  return hits;
}

test.each([
  // 1 − (1 − J^8)^14
  [0.8, 0.924],
  [0.719, 0.643],
  [0.5, 0.0534],
])('of pairs with a similarity of %d the share %d is found', (similarity, share) => {
  expect(Math.abs(found(similarity, 600) / 600 - share)).toBeLessThan(0.06);
});

test('of pairs that have nothing in common none is found', () => {
  expect(found(0, 1_500)).toBe(0);
});

test('another seed has other permutations, and the same seed the same', () => {
  const text = pair(0, 0)[0];
  expect(createSignatures(usual, 1)(text)).toEqual(createSignatures(usual, 1)(text));
  expect(createSignatures(usual, 2)(text)).not.toEqual(createSignatures(usual, 1)(text));
});

test('a text shorter than an n-gram has no signature', () => {
  expect(createSignatures(usual, 1)('only four words here')).toBeNull();
  expect(createSignatures(usual, 1)('now these are five words')).toHaveLength(112);
});
