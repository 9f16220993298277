import { describe, expect, test } from 'vitest';
import { needsLanguage, planDocument, planStrategy } from '#engine';
import { mockStrategy, strategyOf } from '../../helpers/strategy.ts';

const one = '  one: {model: parrot, prompt: "{{ text }}"}';

function seedsOf(keep: string, further = '') {
  return strategyOf(`version: 1
strategy: s
seeds: {from: d.jsonl, keep: [${keep}]}
models: {m: {mock: echo}}
${further}
rephrasings: {a: {model: m, prompt: "In plain language: {{ text }}"}}
`);
}

describe('a strategy needs the identifier of languages', () => {
  test.each([
    ['in seeds.keep', seedsOf('language == "en"')],
    ['in let', seedsOf('sure', 'let: {sure: language_score > 0.65}')],
    ['in when', mockStrategy('  one: {model: parrot, when: language == "de", prompt: "{{ text }}"}')],
    ['in a prompt', mockStrategy('  one: {model: parrot, prompt: "Keep it {{ language }}: {{ text }}"}')],
    ['in a gate', mockStrategy('  one: {model: parrot, prompt: "{{ text }}", keep: [language == "en"]}')],
    [
      'of the source',
      mockStrategy('  one: {model: parrot, prompt: "{{ text }}", keep: [language == source.language]}'),
    ],
    [
      'in the number of pairs',
      mockStrategy(
        '  one: {model: parrot, prompt: "{{ text }}", clean: [{pairs: {at_most: "3 if source.language == \'en\' else 1"}}]}',
      ),
    ],
    ['in a test', mockStrategy(one, 'tests: [{document: a.md, expect: [language == "en"]}]')],
    [
      'of a field that is computed',
      mockStrategy('  one: {model: parrot, prompt: "{{ text }}", keep: ["source[doc.field] == 1"]}'),
    ],
  ])('%s', (_, strategy) => {
    expect(needsLanguage(strategy)).toBe(true);
  });

  test.each([
    ['where nothing asks', mockStrategy(one)],
    ['for a field of the document', seedsOf('doc.language == "en"')],
    [
      'for another measure of the source',
      mockStrategy('  one: {model: parrot, prompt: "{{ text }}", keep: [words < source.words]}'),
    ],
  ])('but not %s', (_, strategy) => {
    expect(needsLanguage(strategy)).toBe(false);
  });
});

test('documents are kept by the language that the identifier tells', () => {
  const plan = planStrategy(seedsOf('language == "en"'), (line) => ({
    language: line.includes('the') ? 'en' : 'de',
    score: 1,
  }));
  const planned = (text: string) =>
    planDocument(plan, { id: 'a', text, fields: { language: 'fr' }, file: 'd.jsonl', row: 0 });
  expect(planned('It is the end.').kind).toBe('pieces');
  expect(planned('Das ist das Ende.')).toEqual({
    kind: 'skipped',
    skipped: { expression: 'language == "en"', line: 3, value: 'de' },
  });
});
