import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FindingKind } from '#engine';
import { compared } from '../../../../runner/engine/fidelity/comparison.ts';
import { measuredOutcome, measureScope } from '../../../../runner/engine/measures/index.ts';
import { readDates } from '../../../../runner/engine/measures/read-dates.ts';
import { missingNames } from '../../../../runner/engine/measures/read-names.ts';
import { missingIn } from '../../../../runner/engine/measures/read-numbers.ts';
import { type ComparedTexts, findingsOf } from '../../../helpers/findings.ts';
import { alwaysEnglish } from '../../../helpers/identify-language.ts';

const folder = join(import.meta.dirname, '../../../../samples/documents');
const documents = readdirSync(folder)
  .filter((name) => !name.endsWith('.jsonl'))
  .map((name) => readFileSync(join(folder, name), 'utf8'));

const instructions = 'Rewrite the passage for a student. Keep every number and every name, and add nothing to it.';

/** Pairs that agree in much, in little and in nothing. */
const corpus: readonly ComparedTexts[] = documents.flatMap((source, index) => {
  const other = documents[(index + 1) % documents.length] ?? '';
  const half = source.slice(0, source.length / 2);
  return [
    { source, output: other },
    { source, output: half },
    { source, output: source.replaceAll(/\d+/g, (digits) => String(Number(digits) + 1)) },
    {
      source,
      output: `Sure! Here is the rewritten text:\n\n${half}${instructions} ${other.slice(0, 600)}`,
      finishReason: 'length',
    },
    { source: half, output: source },
  ];
});

/** Sentences of what is read in several ways: dates, names, quotations, numbers, addresses, letters that fold. */
const piece = fc.constantFrom(
  'On 3 May 2021, ',
  'on May 4th, ',
  '2021-06-03 ',
  'June 2021 and ',
  '12/06/2015, ',
  'Mar. 14, ',
  'Marie Curie ',
  'Pierre Curie’s ',
  'in Paris. ',
  'Then 71,000 ',
  '3.5 million ',
  '10.0.0.7 ',
  '𝟜𝟚 ',
  'twenty-one dogs ',
  '“We will never give up the river,” ',
  '"we will not give up the river" ',
  'see https://a.org/x?y=1 ',
  '(www.b.org/z). ',
  'Keep every number and every name, ',
  'and add nothing to it. ',
  'cafe\u0301 I\u0307stanbul \u1112\u1161\u11ab\u1100\u1173\u11af ',
  '今天天气很好。',
  '\n\n# A Heading\n\n',
  '1. ',
  '🌳 \ud83c ',
);
const text = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(''));

const stages = fc.record({
  source: text,
  output: text,
  prompt: fc.constant(instructions),
  finishReason: fc.constant('stop'),
});

describe('findings and measures', () => {
  it('agree over the samples', () => {
    for (const texts of corpus) expectAgreement({ ...texts, prompt: instructions });
    expect(corpus.length).toBeGreaterThan(40);
  });

  it('agree over texts of every kind of fact', () => {
    fc.assert(fc.property(stages, expectAgreement), { seed: 7, numRuns: 200 });
  });

  it('of a text that is the same say that it is copied, and nothing else', () => {
    const same = (source: string): void => {
      const kinds = findingsOf({ source, output: source }).map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind !== 'copied')).toEqual([]);
    };
    for (const source of documents) {
      same(source);
      expect(findingsOf({ source, output: source })).toHaveLength(1);
    }
    fc.assert(fc.property(text, same), { seed: 8, numRuns: 150 });
  });
});

describe('the places of findings', () => {
  it('lie in the texts, and hold what the message quotes', () => {
    const expectPlaces = ({ source, output, prompt = '', finishReason = 'length' }: ComparedTexts): void => {
      for (const finding of findingsOf({ source, output, prompt, finishReason })) {
        const { message, kind } = finding;
        const own = kind === 'quotation-changed' ? null : finding.output;
        const place = own ?? finding.source;
        const whole = own === null ? source : output;
        expect(place === null || (place.start <= place.end && place.end <= whole.length)).toBe(true);
        const written = whole.slice(place?.start, place?.end).replace(/\s+/g, ' ');
        const [, quoted = '', more] = /“(.*?)(…)?”[^”]*$/su.exec(message) ?? [];
        expect(message).toMatch(/^[^\n]+\.$/);
        if (more === undefined) expect(message, message).toContain(`“${written}”`);
        else expect(written.startsWith(quoted.split('“').at(-1) ?? ''), message).toBe(true);
      }
    };
    for (const texts of corpus) expectPlaces({ ...texts, prompt: instructions });
    fc.assert(fc.property(stages, expectPlaces), { seed: 9, numRuns: 150 });
  });

  it('of what is copied hold the same words', () => {
    const words = (text: string): string =>
      (
        text
          .normalize('NFC')
          .toLowerCase()
          .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
      ).join(' ');
    let seen = 0;
    for (const texts of corpus) {
      for (const { kind, output, source } of findingsOf(texts)) {
        if (kind !== 'copied' || output === null || source === null) continue;
        seen++;
        expect(words(texts.output.slice(output.start, output.end))).toBe(
          words(texts.source.slice(source.start, source.end)),
        );
      }
    }
    expect(seen).toBeGreaterThan(20);
  });
});

/** What every finding owes to the measures. */
function expectAgreement(texts: ComparedTexts): void {
  const { source, output, prompt = '', finishReason = 'stop' } = texts;
  const input = { source, output, prompt, finishReason, identifyLanguage: alwaysEnglish };
  const measures = measureScope(input);
  const found = findingsOf(texts);
  const count = (kind: FindingKind): number => found.filter((finding) => finding.kind === kind).length;
  const outcome = measuredOutcome(input);
  const { invented, lost } = compared(outcome);

  const inDates = (of: string, claims: readonly { readonly start: number }[], names: readonly unknown[]): void => {
    const alone = claims.filter(
      (claim) => !readDates(of).some(({ start, end }) => start <= claim.start && claim.start < end),
    );
    expect(names.length).toBeGreaterThanOrEqual(alone.length);
    expect(names.length).toBeLessThanOrEqual(claims.length);
  };
  const numbers = missingIn(outcome.source.numbers(), outcome.output.numbers());
  const names = missingNames(outcome.source.names(), outcome.output.names());
  expect(numbers).toHaveLength(Number(measures.get('numbers_invented')));
  expect(names).toHaveLength(Number(measures.get('names_invented')));
  inDates(output, numbers, invented().numbers);
  inDates(output, names, invented().names);
  // What is in no finding of its own is in that of a date.
  if (invented().dates.length === 0) {
    expect(invented().numbers).toHaveLength(numbers.length);
    expect(invented().names).toHaveLength(names.length);
  }
  if (measures.get('numbers_kept') === 1) expect(lost().numbers).toEqual([]);
  if (measures.get('names_kept') === 1) expect(lost().names).toEqual([]);
  if (measures.get('numbers_kept') === 1 && measures.get('names_kept') === 1) expect(lost().dates).toEqual([]);
  if (measures.get('numbers_kept') !== 1 && lost().dates.length === 0) expect(lost().numbers).not.toEqual([]);
  if (found.length < 50) {
    expect(count('number-invented')).toBe(invented().numbers.length);
    expect(count('name-invented')).toBe(invented().names.length);
    expect(count('number-lost')).toBe(lost().numbers.length);
    expect(count('name-lost')).toBe(lost().names.length);
  }
  expect(count('truncated') === 1).toBe(measures.get('truncated'));
  expect(count('opener') === 1).toBe(measures.get('preamble') === true || measures.get('refusal') === true);
  expect(count('leaked-instruction') > 0).toBe(Number(measures.get('leakage')) >= 8);
  const copiedWords = found.flatMap(({ kind, message }) => (kind === 'copied' ? [Number.parseInt(message, 10)] : []));
  const share = copiedWords.reduce((sum, words) => sum + words, 0) / Math.max(1, Number(measures.get('words')));
  expect(share).toBeLessThanOrEqual(Number(measures.get('copied')) + 1e-9);
}
