import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Chunk, countTokens, type Window } from '#language';
import { chunksOf } from '../../../../runner/engine/passages/chunk.ts';
import { linesOf, paragraphsOf, wordsOf } from '../../../../runner/engine/passages/spans.ts';
import { textOf } from '../../../../runner/engine/passages/stretches.ts';
import { windowOf } from '../../../../runner/engine/passages/window.ts';

const text = 'The tide rose. It fell again.\n\nBoats came home, and nets were dried in the sun of June.\n\nNight.';

function windowed(window: Window, drawn = 0, of = text): string {
  return textOf(of, windowOf(of, window, drawn));
}

describe('a window', () => {
  it.each<[Window, string]>([
    [{ take: 'first', unit: 'chars', length: 10 }, 'The tide'],
    [{ take: 'first', unit: 'words', length: 4 }, 'The tide rose. It'],
    [{ take: 'first', unit: 'tokens', length: 4 }, 'The tide rose.'],
    [{ take: 'last', unit: 'chars', length: 15 }, 'June.\n\nNight.'],
    [{ take: 'last', unit: 'words', length: 2 }, 'June.\n\nNight.'],
    [{ take: 'first', unit: 'words', length: 1000 }, text],
    [{ take: 'last', unit: 'tokens', length: 1000 }, text],
  ])('%j', (window, expected) => expect(windowed(window)).toBe(expected));

  it('counts characters as people do, and cuts none', () => {
    const faces = '😀😀 😀😀😀 😀';
    expect(windowed({ take: 'first', unit: 'chars', length: 6 }, 0, faces)).toBe('😀😀 😀😀😀');
    expect(windowed({ take: 'first', unit: 'chars', length: 5 }, 0, faces)).toBe('😀😀');
  });

  it('ends between characters where a script has no spaces', () => {
    expect(windowed({ take: 'first', unit: 'chars', length: 4 }, 0, '潮が引いて船が帰った。')).toBe('潮が引い');
  });

  it('at a drawn place begins anywhere where it still fits, and is as long as it can be', () => {
    const window: Window = { take: 'random', unit: 'words', length: 3 };
    const found = new Set(Array.from({ length: 100 }, (_, index) => windowed(window, index / 100, 'a b c d e')));
    expect([...found]).toEqual(['a b c', 'b c d', 'c d e']);
    expect(windowed(window, 0.99, 'a b')).toBe('a b');
    expect(windowed(window, 0.99, '  ')).toBe('');
  });

  it('is one half of the document, or of every paragraph', () => {
    const half = (take: 'first_half' | 'second_half', of: 'document' | 'paragraph') => windowed({ take, of });
    expect(half('first_half', 'document')).toBe('The tide rose. It fell again.');
    expect(half('second_half', 'document')).toBe(text.slice('The tide rose. It fell again.\n\n'.length));
    expect(half('second_half', 'paragraph')).toBe('It fell again.');
    expect(half('first_half', 'paragraph')).toBe(
      'The tide rose.\n\nBoats came home, and nets were dried in the sun of June.\n\nNight.',
    );
  });

  it('is a part of the text, and never longer than it may be', () => {
    const unit = fc.constantFrom('chars', 'words', 'tokens');
    const take = fc.constantFrom('first', 'last', 'random');
    const drawn = fc.double({ min: 0, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(hostileText, take, unit, fc.nat(20), drawn, (of, taken, by, more, chance) => {
        const length = more + 1;
        const found = windowed({ take: taken, unit: by, length }, chance, of);
        expect(of).toContain(found);
        expect(found).toBe(found.trim());
        expectWholeCharacters(of, found);
        if (by === 'chars') expect([...found].length).toBeLessThanOrEqual(length);
        if (by === 'words') expect(wordsOf(found).length).toBeLessThanOrEqual(length);
        if (by === 'tokens') expect(countTokens(found)).toBeLessThanOrEqual(length);
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});

const pieces = fc.constantFrom(
  'word',
  'A',
  '😀',
  '潮',
  ' ',
  ' ',
  '. ',
  '\n',
  '\n\n',
  '\r\n',
  '123',
  '=',
  'longerword',
  '\ud83d',
  '\t',
);
const hostileText = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(''));

/** No pair of the text is cut by what was taken of it. */
function expectWholeCharacters(whole: string, part: string): void {
  const at = whole.indexOf(part);
  for (const edge of part === '' ? [] : [at, at + part.length]) {
    const [before, after] = [whole.charCodeAt(edge - 1), whole.charCodeAt(edge)];
    const isCut = before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
    expect(isCut).toBe(false);
  }
}

function chunkBy(over: Partial<Chunk> = {}): Chunk {
  const usual = { by: 'line', tokens: 5, promptCounts: false, oversize: 'split', minTokens: 0, carry: false, keep: [] };
  return { ...usual, ...over } as Chunk;
}

function chunked(of: string, over: Partial<Chunk> = {}): readonly string[] {
  const chunk = chunkBy(over);
  return chunksOf(of, chunk, chunk.tokens).map(({ start, end }) => of.slice(start, end));
}

describe('chunks', () => {
  it('are as many whole lines, sentences or paragraphs as fit, with the white space between them', () => {
    expect(chunked('one two\nthree four\nfive six', { tokens: 5 })).toEqual(['one two\nthree four', 'five six']);
    expect(chunked(text, { by: 'sentence', tokens: 9 })).toEqual([
      'The tide rose. It fell again.',
      'Boats came home, and nets were dried in',
      'the sun of June.\n\nNight.',
    ]);
    expect(chunked(text, { by: 'paragraph', tokens: 16 })).toHaveLength(3);
  });

  it('split, leave out or cut what is too long', () => {
    const long = 'one\ntwo three four five six\nseven';
    expect(chunked(long, { tokens: 3 })).toEqual(['one', 'two three four', 'five six', 'seven']);
    expect(chunked(long, { tokens: 3, oversize: 'drop' })).toEqual(['one', 'seven']);
    expect(chunked(long, { tokens: 3, oversize: 'truncate' })).toEqual(['one', 'two three four', 'seven']);
  });

  it('that are too short are left out', () => {
    expect(chunked('one\ntwo three four\nfive', { tokens: 3, minTokens: 2 })).toEqual(['two three four']);
    expect(chunked(' \n\n ', {})).toEqual([]);
  });

  it('cover the text but for white space, do not overlap, and fit', () => {
    const by = fc.constantFrom('line', 'sentence', 'paragraph');
    fc.assert(
      fc.property(hostileText, by, fc.integer({ min: 2, max: 12 }), (of, unit, tokens) => {
        const spans = chunksOf(of, chunkBy({ by: unit }), tokens);
        let behind = 0;
        let covered = '';
        for (const { start, end } of spans) {
          expect(start).toBeGreaterThanOrEqual(behind);
          expect(of.slice(behind, start).trim()).toBe('');
          const part = of.slice(start, end);
          expect(part).toBe(part.trim());
          expect(part).not.toBe('');
          expectWholeCharacters(of, part);
          expect(countTokens(part)).toBeLessThanOrEqual(tokens);
          covered += part;
          behind = end;
        }
        expect(of.slice(behind).trim()).toBe('');
        expect(covered.replaceAll(/\s/g, '')).toBe(of.replaceAll(/\s/g, ''));
      }),
      { seed: 7, numRuns: 400 },
    );
  });

  it('are those of a text with megabytes of one word as well', () => {
    const spans = chunksOf('x'.repeat(200_000), chunkBy(), 100);
    expect(spans.length).toBeGreaterThan(10);
    expect(spans.every(({ start, end }) => end > start)).toBe(true);
  });
});

test('lines and paragraphs are without gaps, together the whole text', () => {
  fc.assert(
    fc.property(hostileText, (of) => {
      for (const spans of [linesOf(of), paragraphsOf(of)]) {
        expect(spans.map(({ start, end }) => of.slice(start, end)).join('')).toBe(of);
      }
    }),
    { seed: 5 },
  );
  expect(paragraphsOf('a\n \n\nb\r\n\r\nc').map(({ start }) => start)).toEqual([0, 5, 10]);
});
