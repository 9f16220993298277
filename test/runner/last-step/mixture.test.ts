import { expect, test } from 'vitest';
import { countTokens } from '#language';
import { forms, outputAs } from '../store/helpers/forms.ts';
import { SimulatedDisk } from '../store/helpers/simulated-disk.ts';
import { finish, productOf, rowsOf, smallMixture } from './small-mixture.ts';

const plain = { dedup: null, decontaminate: null } as const;

function mix(changes: object) {
  return {
    ...plain,
    mix: { perDocument: 'all', natural: 0.5, from: null, tokens: null, styles: {}, ...changes },
  } as const;
}

/** All natural rows, in the order of the parts. */
function natural(disk: SimulatedDisk): readonly Record<string, unknown>[] {
  return disk
    .paths()
    .filter((path) => path.includes('/natural/'))
    .flatMap((path) => rowsOf(disk, path.slice('/out/'.length)));
}

function pool(count: number, words = 10): Readonly<Record<string, string>> {
  const row = (index: number) => JSON.stringify({ id: `d${index}`, text: `Page ${index}. ${'word '.repeat(words)}` });
  return { 'pool.jsonl': Array.from({ length: count }, (_, index) => `${row(index)}\n`).join('') };
}

test('natural documents are taken in a drawn order until they are the share, and not one more', async () => {
  const disk = new SimulatedDisk();
  const made = await finish(disk, await smallMixture(mix({ from: ['pool.jsonl'] }), pool(200)));
  const rows = natural(disk);
  const tokens = rows.map(({ text }) => countTokens(String(text)));
  const all = tokens.reduce((sum, more) => sum + more, 0);
  expect(made).toMatchObject({ natural_records: rows.length, natural_tokens: all, epochs: 1, notes: [] });
  const synthetic = made?.tokens_by_style['dialogue'] ?? 0;
  expect(all / (all + synthetic)).toBeGreaterThanOrEqual(0.5);
  const without = all - (tokens.at(-1) ?? 0);
  expect(without / (without + synthetic)).toBeLessThan(0.5);
  const numbers = rows.map(({ source_row }) => Number(source_row));
  expect(numbers.some((number) => number > 100)).toBe(true);
  expect(numbers).not.toEqual(numbers.toSorted((left, right) => left - right));
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  expect(rows[0]).toMatchObject({ source_file: 'pool.jsonl', source_id: `pool.jsonl:${numbers[0]}` });
});

test('more of them begin with the same ones, and another seed has others', async () => {
  const taken = async (share: number, seed: number) => {
    const disk = new SimulatedDisk();
    await finish(disk, await smallMixture({ ...mix({ natural: share, from: ['pool.jsonl'] }), seed }, pool(200)));
    return natural(disk).map(({ source_row }) => source_row);
  };
  const [few, many, others] = [await taken(0.5, 1), await taken(0.8, 1), await taken(0.5, 2)];
  expect(many.length).toBeGreaterThan(few.length);
  expect(many.slice(0, few.length)).toEqual(few);
  expect(others).not.toEqual(few);
});

test('without mix.from they are the seeds that seeds.keep lets through', async () => {
  const disk = new SimulatedDisk();
  const keep = [{ expression: "not ('longer' in text)", line: 3 }];
  const seeds = { from: ['in.jsonl'], text: 'text', id: null, keep, limit: null };
  await finish(disk, await smallMixture({ ...mix({ natural: 0.9 }), seeds }));
  const rows = natural(disk);
  expect(new Set(rows.map(({ source_row }) => source_row))).toEqual(new Set([0, 2, 3]));
  expect(new Set(rows.map(({ source_file }) => source_file))).toEqual(new Set(['in.jsonl']));
});

test('a pool that is too small is repeated in whole epochs, and that is said', async () => {
  const disk = new SimulatedDisk();
  const made = await finish(disk, await smallMixture(mix({ natural: 0.6, from: ['pool.jsonl'] }), pool(3)));
  const epochs = natural(disk).map(({ epoch }) => epoch);
  expect(epochs).toEqual([1, 1, 1, 2, 2, 2]);
  expect(new Set(natural(disk).map(({ id }) => id)).size).toBe(6);
  expect(made?.natural_share).toBeGreaterThanOrEqual(0.6);
  expect(made?.notes).toEqual([
    expect.stringMatching(
      /^The natural documents are repeated in 2 whole epochs and are [\d.]+ % of the mixture, where mix\.natural asks for 60 %\.$/,
    ),
  ]);
});

test('what is short after four epochs is said with its numbers', async () => {
  const disk = new SimulatedDisk();
  const made = await finish(disk, await smallMixture(mix({ natural: 0.9, from: ['pool.jsonl'] }), pool(1)));
  expect(natural(disk).map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
  expect(made?.notes).toEqual([
    expect.stringMatching(
      /^The natural documents are too few\. All of them, repeated in 4 epochs, are \d+ tokens, [\d.]+ % of the mixture, where mix\.natural asks for 90 %\.$/,
    ),
  ]);
  const card = disk.content('/out/README.md').toString();
  expect(card).toContain(`- ${made?.notes[0]}`);
});

test('a pool without documents is said, and the card names no file that is not there', async () => {
  const disk = new SimulatedDisk();
  const files = { 'pool.jsonl': '{"text": "  "}\n{"no text": 1}\n' };
  const made = await finish(disk, await smallMixture(mix({ from: ['pool.jsonl'] }), files));
  expect(made?.notes).toEqual([
    '1 row of mix.from could not be read; the first: Line 2 of pool.jsonl has nothing in the field text, where its text should be.',
    'The natural documents are too few. There are none, 0 % of the mixture, where mix.natural asks for 50 %.',
  ]);
  expect(disk.content('/out/README.md').toString()).toContain('    path: data/*.jsonl\n');
});

test('floors of styles and the size of the mixture are measured', async () => {
  const disk = new SimulatedDisk();
  const styles = { dialogue: 0.9, conversational: 0.2 };
  const made = await finish(disk, await smallMixture(mix({ styles, tokens: 1e6, from: ['pool.jsonl'] }), pool(200)));
  expect(made?.notes).toEqual([
    expect.stringMatching(/^The mixture has \d+ tokens of the 1,000,000 that mix\.tokens asks for\.$/),
    expect.stringMatching(
      /^The style dialogue has \d\d\.?\d? % of the mixture's tokens, where mix\.styles asks for 90 % at least\.$/,
    ),
  ]);
});

test('natural rows are cut into parts of output.rows, in the format of the output', async () => {
  for (const form of forms) {
    const disk = new SimulatedDisk();
    const { output } = outputAs(form);
    await finish(disk, await smallMixture({ ...mix({ from: ['pool.jsonl'] }), output }, pool(200, 3)));
    const parts = Object.keys(productOf(disk)).filter((path) => path.startsWith('natural/'));
    expect(parts.slice(0, 2)).toEqual([`natural/part-000000${form.ending}`, `natural/part-000001${form.ending}`]);
  }
});

test('benchmark items that cannot be found are counted', async () => {
  const disk = new SimulatedDisk();
  const decontaminate = { against: ['b.jsonl', 'c.txt'], ngram: 10, overlap: 0.5 };
  const files = { 'b.jsonl': '{"q": "Why?"}\nbroken\n', 'c.txt': 'One two three four five six seven eight nine ten.' };
  const made = await finish(disk, await smallMixture({ ...mix({ natural: null }), decontaminate }, files));
  expect(made?.notes).toEqual([
    '1 benchmark item of 2 cannot be found in texts, having fewer than 10 words (decontaminate.ngram).',
    expect.stringMatching(/^1 row of decontaminate\.against could not be read; the first: Line 2 of b\.jsonl is not/),
  ]);
});
