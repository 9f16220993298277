import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { acceptRates, type Gzip, measureSet, seededSample } from '../../../../runner/engine/set-measures/index.ts';

/** A gzip that packs everything into ten bytes, so that sizes can be counted by hand. */
const tenBytes: Gzip = () => new Uint8Array(10);

function measured(texts: readonly string[], styles: readonly (string | null)[] = [], gzip: Gzip = tenBytes) {
  return measureSet(
    texts.map((text, index) => ({ text, style: styles[index] ?? null })),
    gzip,
  );
}

describe('variety', () => {
  test('n-grams are counted inside the texts, over all texts', () => {
    // 7 words, 4 of them different; pairs: a-b b-c | a-b b-d, 3 of 4; triples: 2 of 2 differ; no run of four.
    const set = measured(['a b c', 'A b, d!', 'a']);
    expect(set).toMatchObject({ texts: 3, words: 7 });
    expect(set.distinct_1).toBeCloseTo(4 / 7, 12);
    expect(set.distinct_2).toBeCloseTo(3 / 4, 12);
    expect(set.ngram_diversity).toBeCloseTo(4 / 7 + 3 / 4 + 2 / 2, 12);
  });

  test('a text that comes ten times has a tenth of the variety', () => {
    const set = measured(Array.from({ length: 10 }, () => 'one two three four'));
    expect(set.distinct_1).toBeCloseTo(0.1, 12);
    expect(set.ngram_diversity).toBeCloseTo(0.4, 12);
  });

  test('the compression ratio is bytes over packed bytes, line breaks between the texts', () => {
    expect(measured(['äb', 'c']).compression_ratio).toBe(5 / 10);
    const bytes = (count: number) => Array.from({ length: count }, () => 'the same line of words');
    const many = measured(bytes(100), [], gzipSync).compression_ratio;
    expect(many).toBeGreaterThan(10);
    expect(many).toBeGreaterThan(measured(bytes(10), [], gzipSync).compression_ratio);
  });

  test('what is packed has an end', () => {
    let packed = 0;
    measured(['x'.repeat(900_000), 'y'.repeat(900_000)], [], (bytes) => {
      packed = bytes.length;
      return gzipSync(bytes);
    });
    expect(packed).toBe(1_000_000);
  });

  test('self-repetition counts the runs of four words that other texts have', () => {
    // The first two share “a b c d” and “b c d e”; the third repeats only itself.
    const set = measured(['a b c d e f', 'x a b c d e', 'q q q q q q']);
    expect(set.self_repetition).toBeCloseTo((Math.log(3) + Math.log(3) + Math.log(1)) / 3, 12);
  });

  test('words beyond the bound are not compared', () => {
    const set = measured(['a '.repeat(200_000), 'b '.repeat(200_000), 'c']);
    expect(set.words).toBe(300_000);
    expect(set.distinct_1).toBeCloseTo(2 / 300_000, 12);
  });

  test('an empty set, and one of empty texts, has no variety', () => {
    for (const texts of [[], ['', '…']]) {
      expect(measured(texts)).toMatchObject({
        words: 0,
        distinct_1: 0,
        ngram_diversity: 0,
        self_repetition: 0,
        template_collapse: { share: 0, opening: '', texts: 0, warning: false },
        conversational_share: 0,
      });
    }
    expect(measured([])).toMatchObject({ compression_ratio: 0, styles: [] });
  });
});

describe('template collapse', () => {
  test('the commonest opening is named with its share', () => {
    const set = measured([
      'In this article we go',
      'In this ARTICLE, they stay',
      'Once upon a time',
      'In this article: no',
    ]);
    expect(set.template_collapse).toEqual({ share: 0.75, opening: 'in this article', texts: 3, warning: true });
  });

  test('it warns above 2 %, and not by chance of a small set', () => {
    const different = (count: number) => Array.from({ length: count }, (_, index) => `Page ${index} begins`);
    const alike = (count: number) => Array.from({ length: count }, () => 'It is so that');
    expect(measured([...alike(2), ...different(8)]).template_collapse.warning).toBe(false);
    expect(measured([...alike(3), ...different(147)]).template_collapse.warning).toBe(false);
    expect(measured([...alike(4), ...different(147)]).template_collapse.warning).toBe(true);
  });

  test('of openings that are as common the first in the alphabet is named', () => {
    expect(measured(['b b b', 'a a a']).template_collapse).toMatchObject({ opening: 'a a a', share: 0.5 });
  });
});

describe('styles', () => {
  test('shares are told by documents and by tokens', () => {
    const { styles } = measured(['one', 'one', 'one one one one one one'], ['summary', null, 'dialogue']);
    expect(styles.map(({ style, documents }) => [style, documents])).toEqual([
      ['dialogue', 1 / 3],
      [null, 1 / 3],
      ['summary', 1 / 3],
    ]);
    expect(styles.map(({ tokens }) => tokens)).toEqual([6 / 8, 1 / 8, 1 / 8]);
  });

  test.each([
    ['question-answer', 'Any text.', 1],
    ['Multi_turn dialogue', 'Any text.', 1],
    ['faq', 'Any text.', 1],
    ['instructional', 'Any text.', 0],
    [null, 'Question: What is it?\nAnswer: A river.', 1],
    [null, '**Q1:** What is it?\n\n**A1:** A river.\n\n**Q2:** Where?', 1],
    [null, 'Anna: Where is it?\nBen: In the west.\nAnna: Thank you.\nBen: Not at all.', 1],
    [null, 'Time: 20 minutes\nServes: 4\nTools: a pan', 0],
    [null, 'Note: one\nNote: two', 0],
    [null, 'Question: What is it?\nIt is long.\nIt has water.\nIt has fish.\nIt ends.\nAnswer: A river.', 0],
  ])('%s, %j is conversational: %d', (style, text, share) => {
    expect(measured([text], [style]).conversational_share).toBe(share);
  });

  test('the conversational share is one of tokens', () => {
    expect(measured(['one', 'one one one'], ['dialogue', 'summary']).conversational_share).toBe(1 / 4);
  });
});

test('accept rates are told by rephrasing and by gate', () => {
  const rephrasings = [
    { name: 'a', gates: ['x > 1', 'y'] },
    { name: 'b', gates: ['y'] },
    { name: 'c', gates: ['z'] },
  ];
  const counts = {
    by_rephrasing: { a: { records: 6, rejects: 4 }, b: { records: 10, rejects: 0 } },
    by_reason: { 'x > 1': 3, y: 1, 'request-failed': 2 },
  };
  expect(acceptRates(rephrasings, counts)).toEqual({
    by_rephrasing: {
      a: { of: 10, rejected: 4, rate: 0.6 },
      b: { of: 10, rejected: 0, rate: 1 },
      c: { of: 0, rejected: 0, rate: 1 },
    },
    by_gate: {
      'x > 1': { of: 10, rejected: 3, rate: 0.7 },
      y: { of: 20, rejected: 1, rate: 0.95 },
      z: { of: 0, rejected: 0, rate: 1 },
    },
  });
});

describe('a seeded sample', () => {
  const keys = Array.from({ length: 5_000 }, (_, index) => `record ${index}`);

  function sample(given: readonly string[], size: number, seed = 's') {
    const drawn = seededSample<string>(size, seed);
    for (const key of given) drawn.add(key, key);
    return drawn.taken();
  }

  test('is the same in whatever order the keys come, and a smaller one begins a larger one', () => {
    const all = sample(keys, 100);
    expect(all).toHaveLength(100);
    expect(sample(keys.toReversed(), 100)).toEqual(all);
    expect(sample(keys, 10)).toEqual(all.slice(0, 10));
    expect(sample(keys, 100, 'other')).not.toEqual(all);
  });

  test('is spread over everything that went by', () => {
    const places = sample(keys, 500).map((key) => Number(key.slice('record '.length)));
    for (let tenth = 0; tenth < 10; tenth++) {
      const there = places.filter((place) => Math.floor(place / 500) === tenth).length;
      expect(there).toBeGreaterThan(25);
      expect(there).toBeLessThan(75);
    }
  });

  test('takes all where there are no more', () => {
    expect(sample(keys.slice(0, 7), 10).toSorted()).toEqual(keys.slice(0, 7));
  });
});
