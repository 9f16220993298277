import { addAbortSignal } from 'node:stream';
import type { Bytes } from './bytes.ts';
import { parseJsonRow } from './json-row.ts';
import { type Line, splitLines } from './lines.ts';
import { type Place, start } from './row.ts';
import type { Source } from './sources.ts';

/** Where the slices of a source begin, and how many rows they have together. */
export interface SliceStarts {
  readonly starts: readonly Place[];
  readonly rows: number;
}

/**
 * Where the slices of a source begin, so that several workers can each go to their own. A .jsonl file is read once, for
 * its line ends alone; a .parquet file says it at its end; single documents are counted.
 * @param rows of a slice
 * @returns null where reading can only begin at the beginning, as it is with .jsonl.gz.
 * @throws the signal's reason when it is aborted, or the system's error where the file cannot be read.
 */
export async function sliceStarts(source: Source, rows: number, signal: AbortSignal): Promise<SliceStarts | null> {
  const [file] = source.files;
  switch (source.kind) {
    case 'documents':
      return everyRows(source.files.length, rows);
    case 'jsonl.gz':
    case 'jsonl.zst':
      return null;
    case 'parquet':
      return everyRows(file === undefined ? 0 : await parquetRows(file.bytes), rows);
    case 'jsonl':
      return file === undefined ? everyRows(0, rows) : startsOfLines(file.bytes, rows, signal);
  }
}

/** A source without rows has one slice too, which says that there are none. */
function everyRows(count: number, rows: number): SliceStarts {
  const slices = Math.max(1, Math.ceil(count / rows));
  return { rows: count, starts: Array.from({ length: slices }, (_, index) => ({ row: index * rows, offset: 0 })) };
}

async function startsOfLines(bytes: Bytes, rows: number, signal: AbortSignal): Promise<SliceStarts> {
  const chunks = addAbortSignal(signal, bytes.stream(0));
  const starts: Place[] = [start];
  let line = 0;
  let count = 0;
  let behind: Place = start;
  for await (const { bytes: text, end } of splitLines(chunks)) {
    line++;
    if (isEmpty(text)) continue;
    if (count > 0 && count % rows === 0) starts.push(behind);
    count++;
    behind = { row: line, offset: end };
  }
  signal.throwIfAborted();
  return { starts, rows: count };
}

const openingBrace = 0x7b;

/** Whether the reader makes no row of the line. Almost every line begins with a brace, and then that is all to see. */
function isEmpty(line: Line['bytes']): boolean {
  if (line?.[0] === openingBrace) return false;
  const nowhere = { file: '', row: 0, line: null };
  return parseJsonRow(line, nowhere, { baseFolder: '', textField: 'text', idField: null }) === undefined;
}

/** Zero where the file cannot be read as Parquet: its only row is then the one that says so. */
async function parquetRows(bytes: Bytes): Promise<number> {
  const { parquetMetadataAsync } = await import('hyparquet');
  const opened = await bytes.open();
  try {
    const { sizeBytes } = opened;
    const metadata = await parquetMetadataAsync({
      byteLength: sizeBytes,
      slice: (begin, end = sizeBytes) => opened.slice(begin, end),
    });
    return Number(metadata.num_rows);
  } catch {
    return 0;
  } finally {
    await opened.close();
  }
}
