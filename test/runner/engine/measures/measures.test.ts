import { type MeasureName, measureTable } from '#language';
import { expect, test } from 'vitest';
import { isMeasure, isTextMeasure, measureScope, sourceMeasures } from '../../../../runner/engine/measures/index.ts';
import { alwaysEnglish } from '../../../helpers/identify-language.ts';

const names = Object.keys(measureTable) as MeasureName[];

function measure(source: string, output: string, prompt = '') {
  return measureScope({ source, output, prompt, finishReason: 'stop', identifyLanguage: alwaysEnglish });
}

test('every measure of the language’s table is there, of its type and in its range', () => {
  for (const [source, output] of [
    ['', ''],
    ['', 'word'],
    ['word', ''],
    ['a a a a a a a a a a', 'a a a a a a a a a a'],
    ['12', '12 13'],
    ['\ud800', '\udc00'],
  ] as const) {
    const measures = measure(source, output, 'a prompt');
    for (const name of names) {
      const spec: { type: string; range?: readonly [number, number] } = measureTable[name];
      const value = measures.get(name);
      expect(typeof value, name).toBe(spec.type);
      const [low, high] = spec.range ?? [0, 0];
      if (typeof value === 'number') expect(value >= low && value <= high, `${name} is ${value}`).toBe(true);
    }
  }
});

test('the table says of each measure whether a source has it', () => {
  for (const name of names) expect(isTextMeasure(name), name).toBe(measureTable[name].ofSource);
  expect(isMeasure('constructor')).toBe(false);
});

test('curly and straight apostrophes, composed and decomposed letters are the same word', () => {
  const source = 'the old caf\u00e9 doesn’t open on Sundays any more';
  expect(measure(source, "The old cafe\u0301 doesn't open on Sundays any more").get('copied')).toBe(1);
});

test('scripts without spaces are taken apart into words', () => {
  expect(sourceMeasures('今天天气很好。', alwaysEnglish)('words')).toBeGreaterThan(2);
  expect(sourceMeasures('ภาษาไทยง่าย', alwaysEnglish)('words')).toBeGreaterThan(1);
});

test('chars counts code points, and halves of pairs as they stand', () => {
  expect(sourceMeasures('a🌳b', alwaysEnglish)('chars')).toBe(3);
  expect(sourceMeasures('\ud83c\ud83c\udf33\udf33', alwaysEnglish)('chars')).toBe(3);
});

test('copied counts from eight words on', () => {
  const source = 'one two three four five six seven eight nine';
  expect(measure(source, 'one two three four five six seven').get('copied')).toBe(0);
  expect(measure(source, 'one two three four five six seven eight').get('copied')).toBe(1);
  expect(measure(source, 'x one two three four five six seven eight nine y z').get('copied')).toBe(9 / 12);
});

test('density takes the longest fragment where the source repeats its beginning', () => {
  expect(measure('a a a b', 'a a b').get('density')).toBe(3);
});

test('leakage says what leaked, and leaves out what the source says as well', () => {
  const prompt = 'Keep the tone of the passage and do not invent facts.';
  const measures = measure('A passage.', 'It will do not invent facts at all.', prompt);
  expect(measures.get('leakage')).toBe(4);
  expect(measures.explain('leakage')).toBe('“do not invent facts”');
  expect(measure('do not invent facts', 'do not invent facts', prompt).get('leakage')).toBe(0);
});

test('an output of an empty source has a ratio', () => {
  expect(measure('', 'one two').get('ratio')).toBe(2);
});

test.each([
  ['one letter', 'a'.repeat(100_000)],
  ['one word', 'word '.repeat(20_000)],
  ['digits', '9'.repeat(100_000)],
  ['digits and commas', '1,'.repeat(50_000)],
  ['zeros behind a point', `0.${'0'.repeat(100_000)}1`],
  ['numbers in one line', '12 '.repeat(33_000)],
  ['number words', 'one hundred '.repeat(9_000)],
  ['spaces', ' '.repeat(100_000)],
  ['line ends', '\n'.repeat(100_000)],
  ['lines', 'a\n'.repeat(50_000)],
  ['marks', '!'.repeat(100_000)],
  ['hyphens in a word', 'a-'.repeat(50_000)],
  ['Chinese without a stop', '天'.repeat(100_000)],
  ['surrogates', '🌳'.repeat(50_000)],
  ['openings', "I'm sorry ".repeat(10_000)],
  ['announcements', 'Here is the text:\n'.repeat(6_000)],
  ['two letters in disorder', Array.from({ length: 50_000 }, (_, i) => ((i * i) % 7 < 3 ? 'a' : 'b')).join(' ')],
])('hostile text comes to an end: %s', (_, text) => {
  const measures = measure(text, text, text);
  for (const name of names) expect(measures.get(name), name).toBeDefined();
});
