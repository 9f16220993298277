import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countWords, splitWords } from '../../../../runner/engine/measures/split-words.ts';

const pieces = [
  'a',
  'B',
  '7',
  "'",
  '’',
  '-',
  '–',
  '…',
  '“',
  ' ',
  '\n',
  '.',
  'é',
  'e\u0301',
  '漢字',
  'ไทย',
  '🎉',
  '\ud800',
];

test('words are as many as there are when they are made', () => {
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (given) => {
      expect(countWords(given), given).toBe(splitWords(given).length);
    }),
    { numRuns: 5_000, seed: 1 },
  );
});
