import { describe, expect, it, test } from 'vitest';
import { findings, type FindingKind } from '#engine';
import { findingsOf } from '../../../helpers/findings.ts';
import { alwaysEnglish } from '../../../helpers/identify-language.ts';
import { mark, marked } from '../../../helpers/marked.ts';

/** The findings of one kind, marked in both texts. */
function found(kind: FindingKind, source: string, output: string, over: { prompt?: string; finishReason?: string }) {
  const of = findingsOf({ source, output, ...over }).filter((finding) => finding.kind === kind);
  return [
    mark(
      source,
      of.flatMap((finding) => finding.source ?? []),
    ),
    mark(
      output,
      of.flatMap((finding) => finding.output ?? []),
    ),
  ];
}

const raffles = '“The noise was at first taken for the fire of cannon,” wrote Raffles.';
const instructions = 'Keep every number and every name, and add nothing that it does not say.';

describe('a finding', () => {
  it.each<[FindingKind, string, string, { prompt?: string; finishReason?: string }?]>([
    ['number-invented', 'It fell 71,000 times.', 'It fell «82,000» and «3.5 million» times, and 71,000, and 82,000.'],
    ['number-invented', 'Host 10.0.0.1 is up.', 'Host 10.0.0.«2» is up.'],
    ['number-invented', 'It is ٤٢ years old.', 'It is 𝟜𝟚 or «𝟜𝟛» or «٤٤» years old.'],
    ['number-lost', 'It fell «71,000» times in 1815.', 'It fell often in 1815.'],
    ['date-invented', 'It was on 3 May 2021.', 'It was on «3 May 2022», on «June 3rd» and on May 3.'],
    ['date-invented', 'From 3 May 1999 to 14 June 2004.', 'It was on «14 June 1999» or 3/5/1999.'],
    ['date-lost', 'It was on «3 May 2021», a Monday.', 'It was a Monday.'],
    ['name-invented', 'We met Marie Curie in Paris.', 'We met «Pierre Curie»’s dog in Paris and «Lyon».'],
    ['name-lost', 'We met «Marie Curie» in Paris.', 'We met in Paris.'],
    ['url-invented', 'See https://a.org/x.', 'See https://a.org/x, (https://a.org) and [this](«http://b.org/y_(z)»).'],
    ['url-lost', 'See «https://a.org/x» and www.b.org.', 'See http://b.org/.'],
    ['quotation-invented', raffles, 'He said: “«It was the worst that I ever saw.»”'],
    ['quotation-lost', '“«We will never give it up,»” she said.', 'She refused.'],
    [
      'quotation-changed',
      '“«The noise was at first taken for the fire of cannon»,” wrote Raffles.',
      'He wrote "«The noise was first taken for fire of the cannon»".',
    ],
    [
      'copied',
      'So «the harbour lies behind the old mill and can only be entered when the tide is high» there.',
      'Note: «The harbour lies behind the old mill, and can only be entered when the tide is high» or so.',
    ],
    ['truncated', 'It fell.', 'It fell and «then»\n', { finishReason: 'length' }],
    ['opener', 'It fell.', '«Sure! Here is the rewritten text:»\n\nIt fell.'],
    ['opener', 'It fell.', '«I’m sorry, but I cannot rewrite this.» It fell.'],
    ['leaked-instruction', 'It fell.', `It fell. «${instructions.slice(0, -1)}».`, { prompt: instructions }],
  ])('of kind %s: %s → %s', (kind, source, output, over = {}) => {
    expect(found(kind, marked(source).text, marked(output).text, over)).toEqual([source, output]);
  });

  it('says in one sentence what it is about', () => {
    const source = 'We met Marie Curie in Paris in 1911.';
    const output = 'We met Pierre Curie in Paris in 1912.';
    expect(findingsOf({ source, output }).map(({ message }) => message)).toEqual([
      'The name “Pierre Curie” is not in the source.',
      'The number “1912” is not in the source.',
      'The name “Marie Curie” of the source is not in the answer.',
      'The number “1911” of the source is not in the answer.',
    ]);
  });
});

test('copies of two places that share a word or two at their seam are apart', () => {
  const numbered = (letter: string): string => Array.from({ length: 14 }, (_, place) => `${letter}x${place}`).join(' ');
  const source = `${numbered('b')} of the. Of the ${numbered('c')}.`;
  const output = `${numbered('b')} of the ${numbered('c')}.`;
  const copies = findingsOf({ source, output });
  expect(copies.map((copy) => output.slice(copy.output?.start, copy.output?.end))).toEqual([
    `${numbered('b')} of the`,
    numbered('c'),
  ]);
  expect(copies.map((copy) => source.slice(copy.source?.start, copy.source?.end))).toEqual([
    `${numbered('b')} of the`,
    numbered('c'),
  ]);
});

test('a date says for its day, month and year that they are missing', () => {
  const source = 'It was on 3 May 2021, they say.';
  const kinds = (output: string): readonly string[] => findingsOf({ source, output }).map(({ kind }) => kind);
  expect(kinds('It was on 4 June 2022, they say.')).toEqual(['date-invented', 'date-lost']);
  expect(kinds('It was on 4 June 2022, or on 4 June 2022, or in 2022.')).toEqual(['date-invented', 'date-lost']);
  expect(kinds('It was in 2022, on 4 June 2022.')).toEqual(['number-invented', 'date-invented', 'date-lost']);
});

describe('what is written differently is no finding', () => {
  it.each([
    ['a date in numbers', 'It was on 3 May 2021.', 'It was on 2021-05-03.'],
    ['a date in words', 'It was on 2021-05-03.', 'It was on May 3rd, 2021.'],
    ['an ordinal', 'It was on 3 May.', 'It was on the 3rd of May.'],
    ['a short month', 'It was on 14 Mar. 2019.', 'It was on March 14, 2019.'],
    ['American and other order', 'It was on 03/05/2021.', 'It was on 3 May 2021.'],
    ['a date in dots', 'It was on 3.5.2021.', 'It was on 3 May 2021.'],
    ['a day of a range', 'It ran 3–5 May 2021.', 'It ran from 3 May 2021 to 5 May 2021.'],
    ['days of a list', 'It ran on 3, 4 and 5 May 2021.', 'It ran on 3 May 2021, 4 May 2021 and May 5, 2021.'],
    ['a day whose year is further on', 'On 3 May it began. That was 2021.', 'That was on 3 May 2021.'],
    ['a number in words', 'There are 2 dogs and 21 cats.', 'There are two dogs and twenty-one cats.'],
    ['a number in digits', 'There are two dogs.', 'There are 2 dogs.'],
    ['a thousands separator', 'It sold 71,000 copies.', 'It sold 71000 copies.'],
    ['a percentage', 'It grew by 50%.', 'It grew by 50 percent.'],
    ['an ordinal number', 'It is the 21st century.', 'It is the twenty-first century.'],
    ['curly quotation marks', '"We will never give up," he said.', 'He said: “We will never give up.”'],
    [
      'a quotation of what was not quoted',
      'We shall not give up the river.',
      'It says: “we shall not give up the river”.',
    ],
    ['a shortened quotation', raffles, 'Raffles wrote of “the noise … taken for [it] the fire of cannon”.'],
    ['a number in a quotation', '“It took us 10 days,” he said.', 'He said “it took us ten days”.'],
    ['a term in quotation marks', 'It is a starter.', 'It is called a “levain starter” or "wild yeast".'],
    ['inches', 'Boards of 5 and 6 were cut.', 'Boards of 5" were cut and so were those of 6" by him.'],
    ['the beginning of a sentence', 'the old mill is there', 'Mills are old. Harbours too. There it is.'],
    ['a shorter address', 'See https://www.a.org/x?utm=1#top.', 'See http://a.org/x/ (a.org).'],
    ['an address without its scheme', 'See a.org/x for more.', 'See https://a.org/x for more.'],
    ['JSON', 'It is 5 m high.', '{"question": "How high is it then?", "answer": "It is 5 m high."}'],
    ['an output in quotation marks', 'It is five metres high.', '"So it is five metres high"'],
    ['a long quotation', raffles, 'Raffles reports: “the noise was at first taken for the fire of cannon”.'],
  ])('%s', (_, source, output) => {
    expect(findingsOf({ source, output }).filter(({ kind }) => !/^(?:name|url)-lost$/.test(kind))).toEqual([]);
  });

  test('short stretches that are shared by chance', () => {
    const source = 'The harbour lies behind the old mill and can be entered at high tide.';
    const output = 'Boats know that the harbour lies behind the old mill and can come in.';
    expect(findingsOf({ source, output, prompt: 'Say that the harbour lies behind.' })).toEqual([]);
  });
});

describe('findings', () => {
  it.each([
    ['dates', '3 May 2021, '.repeat(8_000)],
    ['other dates', Array.from({ length: 8_000 }, (_, day) => `${1 + (day % 28)} May ${1000 + day}`).join(' ')],
    ['quotations', '“we will never give it up” '.repeat(4_000)],
    ['other quotations', Array.from({ length: 3_000 }, (_, n) => `“we will never give ${n} up”`).join(' ')],
    ['opened quotations', '“ '.repeat(50_000)],
    ['straight marks', ' "a'.repeat(33_000)],
    ['addresses', 'https://a.org/b '.repeat(6_000)],
    ['a long address', `https://a.org/${'b/'.repeat(50_000)}`],
    ['brackets', `https://a.org/${'()'.repeat(50_000)}`],
    ['sites', 'a.b-'.repeat(25_000)],
    ['marks behind an address', `https://a.org${'.'.repeat(100_000)}`],
    ['decomposed letters', 'e\u0301'.repeat(50_000)],
    ['marks alone', '\u0301'.repeat(100_000)],
    ['Hangul letters', '\u1112\u1161\u11ab'.repeat(33_000)],
    ['digits of two units', '𝟜'.repeat(50_000)],
  ])('of hostile text come to an end: %s', (_, text) => {
    const half = text.slice(0, text.length / 2 + 1);
    expect(findingsOf({ source: text, output: half, prompt: half }).length).toBeLessThanOrEqual(50);
    expect(findingsOf({ source: '', output: text }).length).toBeLessThanOrEqual(50);
  });

  it('come in the order of the output, then of the source, and are not too many', () => {
    const source = Array.from({ length: 90 }, (_, index) => `${1000 + index} came.`).join(' ');
    const output = Array.from({ length: 30 }, (_, index) => `${3000 + index} went.`).join(' ');
    const all = findingsOf({ source, output });
    expect(all.map(({ kind }) => kind)).toEqual([
      ...Array<string>(30).fill('number-invented'),
      ...Array<string>(20).fill('number-lost'),
    ]);
    expect(all.map((one) => one.output?.start ?? 1e6 + (one.source?.start ?? 0))).toEqual(
      all.map((one) => one.output?.start ?? 1e6 + (one.source?.start ?? 0)).toSorted((left, right) => left - right),
    );
  });

  it('have places in the document, of whose stretches the source was made', () => {
    const { text: document, spans: places } = marked('«In 1815 it fell.» Not this.\n\nNor this. «Then 92 came.»');
    const source = places.map(({ start, end }) => document.slice(start, end)).join('\n\n');
    const input = { source, output: 'Nothing.', prompt: '', finishReason: 'stop', stretches: places };
    const all = findings({ ...input, identifyLanguage: alwaysEnglish });
    expect(
      mark(
        document,
        all.flatMap((one) => one.source ?? []),
      ),
    ).toBe('In «1815» it fell. Not this.\n\nNor this. Then «92» came.');
  });

  it('of a copy over several stretches lie in the longest of them', () => {
    const { text: document, spans } = marked(
      '«One two three four five six.» Out. «Seven eight nine ten eleven twelve thirteen fourteen.»',
    );
    const source = spans.map(({ start, end }) => document.slice(start, end)).join('\n\n');
    const input = { source, output: source, prompt: '', finishReason: 'stop', identifyLanguage: alwaysEnglish };
    const [copied] = findings({ ...input, stretches: spans });
    expect(copied?.kind).toBe('copied');
    expect(document.slice(copied?.source?.start, copied?.source?.end)).toBe(
      'Seven eight nine ten eleven twelve thirteen fourteen',
    );
  });
});
