import { expect, test } from 'vitest';
import type { LanguageIdentifier } from '#engine';
import { measureScope, sourceMeasures } from '../../../../runner/engine/measures/index.ts';

/** What the identifier was asked, and an answer with that score. */
function asked(text: string, score = 0.9) {
  const lines: string[] = [];
  const identify: LanguageIdentifier = (line) => {
    lines.push(line);
    return { language: 'en', score };
  };
  const measure = sourceMeasures(text, identify);
  return { language: measure('language'), score: measure('language_score'), lines };
}

test('the identifier is asked once, for one line', () => {
  expect(asked(' One\n\ttwo\r\n\r\nthree ').lines).toEqual(['One two three']);
});

test('no more than a thousand characters are looked at, cut behind a word', () => {
  const [line = ''] = asked('seven letters '.repeat(100)).lines;
  expect(line.length).toBeLessThanOrEqual(1_000);
  expect(line).toMatch(/(?:seven|letters)$/);
  expect(asked('😀x'.repeat(1_000)).lines[0]).toMatch(/x$/);
  expect(asked('字'.repeat(5_000)).lines[0]).toHaveLength(1_000);
});

test('what has no letters, and what is more probably something else, is unknown', () => {
  expect(asked('12 + 30 = 42')).toEqual({ language: 'unknown', score: 0, lines: [] });
  expect(asked('')).toEqual({ language: 'unknown', score: 0, lines: [] });
  expect(asked('quux', 0.49)).toMatchObject({ language: 'unknown', score: 0.49 });
  expect(asked('words', 1.00003)).toMatchObject({ language: 'en', score: 1 });
});

test('gates ask for the language of the output', () => {
  const measures = measureScope({
    source: 'eins',
    output: 'one',
    prompt: '',
    finishReason: 'stop',
    identifyLanguage: (line) => ({ language: line === 'one' ? 'en' : 'de', score: 1 }),
  });
  expect(measures.get('language')).toBe('en');
});
