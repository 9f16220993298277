import { describe, expect, it, test } from 'vitest';
import { countTokens } from '#language';
import { spelledOutTokens } from './spelled-out-tokens.ts';

describe('the estimate of tokens', () => {
  it.each([
    ['', 0],
    ['word', 1],
    ['The ships carry grain.', 5],
    ['1234567', 3],
    ['in 1815', 4],
    ['a  b', 3],
    ['one\n\n  \ntwo', 3],
    ['He said: "Go!"', 6],
    ['camelCase NASA', 4],
    ['Grüße', 3],
    ['東京', 3],
  ])('of %j is %d', (text, tokens) => expect(countTokens(text)).toBe(tokens));
});

const pieces = [
  'a',
  'the',
  'Word',
  'X',
  'Zebra',
  'reallyLong',
  '0',
  '19',
  ' ',
  '  ',
  '\n',
  '\r\n',
  '\t',
  '.',
  ',"',
  '--',
];
const foreign = ['é', 'λόγος', '語', '😀', '’', '—', '\u00a0', '\u2003', '…»'];
const lengths = Array.from({ length: 26 }, (_, length) => 'abcdefghijklmnopqrstuvwxyz'.slice(0, length));

/** Numbers that look drawn and are the same every time. */
function* numbers(): Generator<number> {
  for (let state = 1; ; state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) yield state / 2 ** 32;
}

test.each([65_535, 65_536, 65_537])('a text of %d characters is counted as a short one is', (length) => {
  const text = 'The ships carry grain. '.repeat(3_000).slice(0, length);
  for (const one of [text, `é${text.slice(1)}`]) expect(countTokens(one)).toBe(spelledOutTokens(one));
});

test('what the table says is what the rules say, of texts of all kinds', () => {
  const drawn = numbers();
  const below = (size: number): number => Math.floor((drawn.next().value ?? 0) * size);
  const alphabets = [pieces, [...pieces, ...foreign], [...pieces, ...lengths]];
  for (let number = 0; number < 20_000; number++) {
    const alphabet = alphabets[number % alphabets.length] ?? pieces;
    const text = Array.from({ length: below(number % 7 === 0 ? 60 : 9) }, () => alphabet[below(alphabet.length)]).join(
      '',
    );
    expect(countTokens(text), JSON.stringify(text)).toBe(spelledOutTokens(text));
  }
});
