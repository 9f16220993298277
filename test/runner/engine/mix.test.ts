import { describe, expect, it } from 'vitest';
import type { Mix } from '#language';
import { drawRephrasings } from '../../../runner/engine/mix.ts';

const usual: Mix = { perDocument: 1, natural: null, from: null, tokens: null, styles: {} };

function rephrasing(name: string, weight: number, style: string | null = null) {
  return { rephrasing: { name, weight, style } };
}

/** How often each is drawn, over many documents. */
function shares(
  applying: readonly ReturnType<typeof rephrasing>[],
  mix: Partial<Mix>,
): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  const documents = 4_000;
  for (let row = 0; row < documents; row++) {
    for (const one of drawRephrasings(applying, { ...usual, ...mix }, 3, { file: 'a', row })) {
      counts[one.rephrasing.name] = (counts[one.rephrasing.name] ?? 0) + 1 / documents;
    }
  }
  return counts;
}

const three = [rephrasing('a', 1, 'plain'), rephrasing('b', 3, 'plain'), rephrasing('never', 0, 'plain')];

describe('the rephrasings of a document', () => {
  it('are all that apply, where the mixture does not say how many', () => {
    expect(drawRephrasings(three, { ...usual, perDocument: 'all' }, 3, { file: 'a', row: 0 })).toEqual(three);
  });

  it('are drawn by their weights, and never with the weight 0', () => {
    const found = shares(three, {});
    expect(found['a']).toBeCloseTo(0.25, 1);
    expect(found['b']).toBeCloseTo(0.75, 1);
    expect(found['never']).toBeUndefined();
  });

  it('are drawn without repetition, in the order of the file', () => {
    const four = [rephrasing('a', 1), rephrasing('b', 1), rephrasing('c', 1), rephrasing('d', 9)];
    for (let row = 0; row < 100; row++) {
      const names = drawRephrasings(four, { ...usual, perDocument: 3 }, 3, { file: 'a', row }).map(
        (one) => one.rephrasing.name,
      );
      expect(new Set(names).size).toBe(3);
      expect(names).toEqual(names.toSorted());
    }
    expect(shares(four, { perDocument: 9 })).toMatchObject({ d: expect.closeTo(1, 5) });
  });

  it('are of a style as often as its least share asks for, natural text taken into account', () => {
    const styled = [rephrasing('talk', 1, 'conversational'), rephrasing('plain', 99, 'plain')];
    expect(shares(styled, { styles: { conversational: 0.2 } })['talk']).toBeCloseTo(0.2 + 0.8 * 0.01, 1);
    expect(shares(styled, { styles: { conversational: 0.2 }, natural: 0.6 })['talk']).toBeCloseTo(0.5, 1);
    // A style that no rephrasing of the document has takes no draw away.
    expect(shares(styled, { styles: { poetry: 0.5 } })['plain']).toBeCloseTo(0.99, 1);
  });

  it('are of the style as often among several draws', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const seven = [
      ...names.map((name) => rephrasing(name, 5, 'plain')),
      rephrasing('talk', 1, 'conversational'),
      rephrasing('chat', 1, 'conversational'),
    ];
    const found = shares(seven, { perDocument: 2, styles: { conversational: 0.2 }, natural: 0.6 });
    // Half of the two draws of each document, and the little that free draws add.
    expect(((found['talk'] ?? 0) + (found['chat'] ?? 0)) / 2).toBeGreaterThan(0.5);
    expect(((found['talk'] ?? 0) + (found['chat'] ?? 0)) / 2).toBeLessThan(0.58);
  });

  it('are the same on every machine, and hang on the document alone', () => {
    const drawn = (row: number) => drawRephrasings(three, usual, 3, { file: 'a', row });
    expect(drawn(5)).toEqual(drawn(5));
    expect(new Set(Array.from({ length: 50 }, (_, row) => drawn(row)[0]?.rephrasing.name)).size).toBe(2);
  });
});
