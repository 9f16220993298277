import type { Readable } from 'node:stream';
import { reasonOf } from '../store-error.ts';
import { badRow } from './fields.ts';
import type { Bytes } from './bytes.ts';
import { parseJsonRow } from './json-row.ts';
import { splitLines } from './lines.ts';
import type { Place, ReaderOptions, Row } from './row.ts';
import { PackedError } from './unzstd.ts';

/** A file of rows: its bytes and its name in records. */
export interface RowFile {
  readonly bytes: Bytes;
  readonly name: string;
}

/** Rows of a plain .jsonl file. Its rows are its lines, so that a row's number leads to it; reading starts at the offset. */
export async function* readJsonl(file: RowFile, from: Place, options: ReaderOptions): AsyncGenerator<Row> {
  const chunks = file.bytes.stream(from.offset);
  try {
    yield* rowsOf(chunks, file, from, options, (bytes) => from.offset + bytes);
  } finally {
    chunks.destroy();
  }
}

/** Rows of a .jsonl.gz or .jsonl.zst file. Those before `from` are unpacked and passed over. */
export async function* readPackedJsonl(
  file: RowFile,
  from: Place,
  options: ReaderOptions,
  unpack: (packed: Readable) => AsyncGenerator<Uint8Array>,
): AsyncGenerator<Row> {
  let row = from.row;
  try {
    for await (const found of rowsOf(
      unpack(file.bytes.stream(0)),
      file,
      { row: 0, offset: 0 },
      options,
      () => 0,
      from.row,
    )) {
      row = found.next.row;
      yield found;
    }
  } catch (error) {
    if (!(error instanceof PackedError) && !isZlibError(error)) throw error;
    const place = { file: file.name, row, line: row + 1 };
    const made = badRow(
      place,
      `and everything after it is missing, since the file is cut off or damaged (${reasonOf(error)})`,
    );
    yield { ...made, next: { row: row + 1, offset: 0 } };
  }
}

async function* rowsOf(
  chunks: AsyncIterable<Uint8Array>,
  file: RowFile,
  from: Place,
  options: ReaderOptions,
  offsetOf: (bytes: number) => number,
  firstWanted = from.row,
): AsyncGenerator<Row> {
  let row = from.row;
  for await (const { bytes, end } of splitLines(chunks)) {
    const place = { file: file.name, row, line: row + 1 };
    row++;
    if (place.row < firstWanted) continue;
    const made = parseJsonRow(bytes, place, options);
    if (made !== undefined) yield { ...made, next: { row, offset: offsetOf(end) } };
  }
}

function isZlibError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('Z_');
}
