import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { stretchesWithin, textOf } from '../../../../runner/engine/passages/stretches.ts';
import { windowOf } from '../../../../runner/engine/passages/window.ts';
import { mark } from '../../../helpers/marked.ts';

const text = 'The tide rose. It fell again.\n\nBoats came home. Nets were dried.\n\nNight.';

it.each([
  [
    'one stretch',
    { start: 4, end: 13 },
    'The «tide rose». It fell again.\n\nBoats came home. Nets were dried.\n\nNight.',
  ],
  [
    'what lies between two is in none',
    { start: 9, end: 21 },
    'The tide «rose.» It fell again.\n\n«Boats» came home. Nets were dried.\n\nNight.',
  ],
  ['the gap alone', { start: 14, end: 16 }, text],
  ['nothing', { start: 5, end: 5 }, text],
])('a part of a passage of first halves has its place in the document: %s', (_, part, expected) => {
  const stretches = windowOf(text, { take: 'first_half', of: 'paragraph' }, 0);
  expect(textOf(text, stretches)).toBe('The tide rose.\n\nBoats came home.\n\nNight.');
  expect(mark(text, stretchesWithin(stretches, part))).toBe(expected);
});

test('a part of a passage has the text of its stretches', () => {
  const paragraph = fc.constantFrom(
    'One. Two. Three.',
    'A line\nof two. More.',
    '  Blank. Behind.  ',
    '🌳. 🌳🌳.',
    'word',
    '',
  );
  const document = fc.array(paragraph, { maxLength: 6 }).map((paragraphs) => paragraphs.join('\n\n'));
  const take = fc.constantFrom('first_half' as const, 'second_half' as const);
  fc.assert(
    fc.property(document, take, fc.nat(80), fc.nat(80), (whole, half, from, length) => {
      const stretches = windowOf(whole, { take: half, of: 'paragraph' }, 0);
      const passage = textOf(whole, stretches);
      const part = { start: from, end: Math.min(passage.length, from + length) };
      const told = textOf(whole, stretchesWithin(stretches, part));
      expect(told.trim()).toBe(passage.slice(part.start, part.end).trim());
    }),
    { seed: 4, numRuns: 500 },
  );
});
