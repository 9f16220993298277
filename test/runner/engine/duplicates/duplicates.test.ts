import { expect, test } from 'vitest';
import { createDuplicates } from '#engine';
import { similarPair } from './similar-pair.ts';

const minhash = { ngram: 5, bands: 14, rows: 8 };

/** Of texts in order, which earlier one each repeats, by their places. */
function repeated(
  texts: readonly string[],
  options: Parameters<typeof createDuplicates>[0],
): readonly (string | null)[] {
  const duplicates = createDuplicates(options, 7);
  return texts.map((text, index) => {
    const found = duplicates.find(String(index), text);
    return found === null ? null : `${found.exactly ? '=' : '≈'}${found.id}`;
  });
}

test('the same text goes, white space at its ends aside, and the earlier row stays', () => {
  const texts = ['One.', 'Two.', ' One.\n', 'one.', 'One.', 'Two.'];
  expect(repeated(texts, { exact: true, minhash: null })).toEqual([null, null, '=0', null, '=0', '=1']);
});

test('texts that are nearly the same go where that is asked', () => {
  const [left, right] = similarPair({ similarity: 0.95, grams: 200, ngram: 5, name: 'a' });
  const texts = [left, right, left.toUpperCase(), 'Something quite different, and long enough for that.'];
  expect(repeated(texts, { exact: true, minhash: null })).toEqual([null, null, null, null]);
  expect(repeated(texts, { exact: true, minhash })).toEqual([null, '≈0', '≈0', null]);
  expect(repeated([left, left], { exact: false, minhash })).toEqual([null, '≈0']);
});

test('texts that are too short to be nearly anything go only where they are the same', () => {
  expect(repeated(['Yes.', 'No.', 'Yes.'], { exact: true, minhash })).toEqual([null, null, '=0']);
  expect(repeated(['Yes.', 'No.', 'Yes.'], { exact: false, minhash })).toEqual([null, null, null]);
});

test('what is found does not change when those that went are gone', () => {
  // A chain in which every text is nearly the one before, and the ends are not alike.
  const words = Array.from({ length: 400 }, (_, index) => `word${index}`);
  const texts = Array.from({ length: 40 }, (_, index) => words.slice(index * 6, index * 6 + 160).join(' '));
  const options = { exact: true, minhash };
  const first = repeated(texts, options);
  const kept = texts.filter((_, index) => first[index] === null);
  expect(kept.length).toBeGreaterThan(1);
  expect(kept.length).toBeLessThan(texts.length);
  expect(repeated(kept, options)).toEqual(kept.map(() => null));
});
