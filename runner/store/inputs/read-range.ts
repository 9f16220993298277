import { reasonOf, StoreError } from '../store-error.ts';
import { parseJsonRow } from './json-row.ts';
import { splitLines } from './lines.ts';
import { readRows } from './read-rows.ts';
import { type Place, type Row, start } from './row.ts';
import type { Source } from './sources.ts';

/** Rows from one number on, so many at the most. Numbers count from 0; empty lines of a .jsonl file have one and are no rows. */
export interface RowRange {
  readonly from: number;
  readonly count: number;
}

/** Where lines of a .jsonl file begin, as far as it was read: kept by whoever reads here and there in one file. */
export type LinePlaces = Place[];

/** Lines between two places that are kept. */
const placeEvery = 512;

/**
 * A few rows out of a source. Of a .jsonl file what lies before them is passed over by its line ends, and from the second
 * time on not even that; of a .parquet file only their row group is read; what is packed is unpacked up to them.
 *
 * @param places of this file, empty at first; they are added to
 * @throws StoreError where the file cannot be read; the signal's reason when it is aborted
 */
export async function readRange(
  source: Source,
  range: RowRange,
  places: LinePlaces,
  signal: AbortSignal,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  if (range.count < 1) return rows;
  for await (const row of rowsFrom(source, range, places, signal)) {
    rows.push(row);
    if (rows.length >= range.count) break;
  }
  return rows;
}

function rowsFrom(
  source: Source,
  { from, count }: RowRange,
  places: LinePlaces,
  signal: AbortSignal,
): AsyncGenerator<Row> {
  if (source.kind === 'jsonl') return linesFrom(source, from, places, signal);
  return readRows(source, { row: from, offset: 0 }, signal, from + count);
}

async function* linesFrom(
  { files: [file], name, options }: Source,
  from: number,
  places: LinePlaces,
  signal: AbortSignal,
): AsyncGenerator<Row> {
  if (file === undefined) throw new TypeError('A source of rows has a file.');
  const begin = places.findLast(({ row }) => row <= from) ?? start;
  const chunks = file.bytes.stream(begin.offset);
  let { row } = begin;
  try {
    for await (const { bytes, end } of splitLines(chunks)) {
      signal.throwIfAborted();
      const line = row++;
      const next = { row, offset: begin.offset + end };
      if (row % placeEvery === 0 && row > (places.at(-1)?.row ?? 0)) places.push(next);
      if (line < from) continue;
      const made = parseJsonRow(bytes, { file: file.name, row: line, line: row }, options);
      if (made !== undefined) yield { ...made, next };
    }
  } catch (error) {
    if (error instanceof StoreError || signal.aborted) throw error;
    throw new StoreError('io', `${name} cannot be read: ${reasonOf(error)}.`, { cause: error });
  } finally {
    chunks.destroy();
  }
}
