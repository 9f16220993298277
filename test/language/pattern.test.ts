import { readPattern } from '#language';
import { expect, test } from 'vitest';

function found(source: string, text: string): readonly string[] {
  const pattern = readPattern(source);
  if (!pattern.ok) throw new Error(pattern.message);
  return [...text.matchAll(pattern.regex)].map(([match]) => match);
}

test('a pattern is found everywhere, with ^ and $ at every line', () => {
  expect(found('^b.$', 'ba\nbb\nab')).toEqual(['ba', 'bb']);
});

test('flags at the beginning, as Python writes them', () => {
  expect(found('(?i)ab', 'Ab aB')).toEqual(['Ab', 'aB']);
  expect(found('(?is)a.b', 'A\nB')).toEqual(['A\nB']);
});

test('classes of Unicode', () => {
  expect(found('\\p{Lu}', 'aÉB')).toEqual(['É', 'B']);
});

test('what is no pattern says why in one sentence', () => {
  expect(readPattern('(a')).toEqual({
    ok: false,
    message: 'The pattern is no regular expression: Unterminated group.',
  });
});
