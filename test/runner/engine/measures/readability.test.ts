import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sourceMeasures } from '../../../../runner/engine/measures/index.ts';
import { sentencesOf } from '../../../../runner/engine/text/sentences.ts';
import { alwaysEnglish } from '../../../helpers/identify-language.ts';

function grade(text: string): number {
  return Number(sourceMeasures(text, alwaysEnglish)('readability'));
}

// Written by the script beside it.
const goldens = JSON.parse(readFileSync(new URL('goldens/readability.json', import.meta.url), 'utf8')) as readonly {
  sentences: string[];
  grade: number;
}[];

describe('the grade is that of sentences divided by hand and of syllables as they are spoken', () => {
  test.each(goldens)('$grade: $sentences', ({ sentences, grade: expected }) => {
    const text = sentences.join('');
    expect(sentencesOf(text).map(({ start, end }) => text.slice(start, end))).toEqual(sentences);
    expect(Math.abs(grade(text) - expected)).toBeLessThan(1);
  });
});

test.each([
  // Words, sentences and syllables are counted by hand.
  ['The cat sat.', 0.39 * 3 + 11.8 * (3 / 3) - 15.59],
  ['A river never hurries. It arrives.', 0.39 * (6 / 2) + 11.8 * (10 / 6) - 15.59],
  ['In 1815 the cat sat.', 0.39 * 4 + 11.8 * (4 / 4) - 15.59],
])('%s', (text, expected) => {
  expect(grade(text)).toBeCloseTo(expected, 10);
});

test('what has no words in Latin letters has the grade 0', () => {
  for (const text of ['', '1847', '今天天气很好。', 'Зимой озеро замерзает.']) expect(grade(text)).toBe(0);
});
