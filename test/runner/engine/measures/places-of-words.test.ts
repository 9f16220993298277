import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placesOfWords, splitWords } from '../../../../runner/engine/measures/split-words.ts';

const piece = fc.constantFrom(
  'word',
  'It’s',
  ' ',
  '-',
  '’',
  'e\u0301',
  '\u0301',
  'I\u0307',
  'İ',
  'ΟΔΟΣ',
  '\u1112\u1161\u11ab',
  '\u1100',
  '\uac00\u11a8',
  '\u09c7\u09be',
  '\u0958',
  '\ufb1d',
  'K',
  'Å',
  '今天天气很好',
  'ภาษาไทยง่าย',
  '🌳',
  '\ud83c',
  '\udf33',
  '𝟜𝟚',
);
const text = fc.oneof(
  fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

test('every word has its place in the text as it is', () => {
  fc.assert(
    fc.property(text, (whole) => {
      const words = splitWords(whole);
      const places = placesOfWords(whole);
      expect(places).toHaveLength(words.length);
      let behind = 0;
      for (const [index, { start, end }] of places.entries()) {
        expect(start).toBeGreaterThanOrEqual(behind);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(whole.length);
        behind = end;
        const written = whole.slice(start, end).normalize('NFC').toLowerCase().replaceAll('’', "'");
        // A sigma at the end of a word is small in its own way, and what ends the word may be cut off here.
        expect(written.replaceAll('ς', 'σ')).toContain(words[index]?.replaceAll('ς', 'σ'));
      }
    }),
    { seed: 3, numRuns: 500 },
  );
});

test('a word takes the marks of its last letter along, and nothing else', () => {
  const whole = 'Cafe\u0301, İstanbul’s end.';
  expect(placesOfWords(whole).map(({ start, end }) => whole.slice(start, end))).toEqual([
    'Cafe\u0301',
    'İstanbul’s',
    'end',
  ]);
});
