import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, it } from 'vitest';
import { shortHash } from '#engine';
import { type LinePlaces, openSources, readRange, readRows, type Row, type Source, start } from '#store';
import { counted } from './helpers/counted.ts';
import { temporaryFolder } from './helpers/temporary-folder.ts';

const signal = new AbortController().signal;
const texts = Array.from({ length: 2000 }, (_, index) => `text ${index}`);
/** With an empty line and one that is no JSON among them. */
const lines = texts
  .map((text, index) => (index === 700 ? '' : index === 701 ? '{' : JSON.stringify({ text })))
  .join('\n');

async function sourceOf(name: string, content: string | Uint8Array): Promise<Source> {
  const baseFolder = await temporaryFolder({ [name]: content });
  const [source] = await openSources([name], { baseFolder, textField: 'text', idField: null });
  if (source === undefined) throw new Error('There is a source.');
  return source;
}

async function all(source: Source): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const row of readRows(source, start, signal)) rows.push(row);
  return rows;
}

const parquet = (): Uint8Array =>
  new Uint8Array(
    parquetWriteBuffer({ columnData: [{ name: 'text', data: texts, type: 'STRING' }], rowGroupSize: 100 }),
  );

it.each<[string, () => string | Uint8Array]>([
  ['a.jsonl', () => lines],
  ['a.jsonl.gz', () => gzipSync(lines)],
  ['a.parquet', parquet],
])('rows out of the middle of %s are those of a run', async (name, content) => {
  const source = await sourceOf(name, content());
  const rows = await all(source);
  const rowOf = (row: Row): number => row.next.row - 1;
  const places: LinePlaces = [];
  for (const [from, count] of [
    [1500, 3],
    [0, 2],
    [699, 4],
    [1999, 5],
    [2000, 5],
    [1100, 1],
  ] as const) {
    const expected = rows.filter((row) => rowOf(row) >= from).slice(0, count);
    expect(await readRange(source, { from, count }, places, signal)).toEqual(expected);
  }
});

it('a line is found again without reading what lies before it', async () => {
  const long = texts.map((text) => JSON.stringify({ text, more: 'x'.repeat(2000) })).join('\n');
  const { source, read } = counted(await sourceOf('a.jsonl', long));
  const places: LinePlaces = [];
  await readRange(source, { from: 1800, count: 1 }, places, signal);
  const first = read();
  await readRange(source, { from: 1799, count: 1 }, places, signal);
  const second = read() - first;
  await readRange(source, { from: 3, count: 1 }, places, signal);
  expect(first).toBeLessThan(long.length);
  expect(second).toBeLessThan(long.length / 2);
  expect(read() - first - second).toBeLessThan(long.length / 4);
});

it('of a Parquet file only the row group is read', async () => {
  // So long that what is read at the end of the file, for its description, is little of it.
  const data = texts.map((text) => Array.from({ length: 40 }, (_, part) => shortHash(`${text} ${part}`)).join(''));
  const columnData = [{ name: 'text', data, type: 'STRING' as const }];
  const bytes = new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 100 }));
  const { source, read } = counted(await sourceOf('a.parquet', bytes));
  const rows = await readRange(source, { from: 1599, count: 2 }, [], signal);
  expect(rows.map(({ next }) => next.row)).toEqual([1600, 1601]);
  expect(read()).toBeLessThan(bytes.length / 2);
});

it('is given up when it is not wanted any more, and says what cannot be read', async () => {
  const source = await sourceOf('a.jsonl', lines);
  await expect(readRange(source, { from: 5, count: 1 }, [], AbortSignal.abort(new Error('Enough.')))).rejects.toThrow(
    'Enough.',
  );
  const [file] = source.files;
  if (file === undefined) throw new Error('There is a file.');
  const { localBytes } = await import('../../../runner/store/inputs/bytes.ts');
  const gone = { ...source, files: [{ ...file, bytes: localBytes(`${file.path}-gone`) }] };
  await expect(readRange(gone, { from: 5, count: 1 }, [], signal)).rejects.toThrow(/a\.jsonl cannot be read/);
});
