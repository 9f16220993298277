import type { Readable } from 'node:stream';
import { reasonOf } from '../store-error.ts';
import { badRow, type Made } from './fields.ts';
import type { Bytes } from './bytes.ts';
import { parseJsonRow } from './json-row.ts';
import { type Line, lineGroups } from './lines.ts';
import type { Place, ReaderOptions, Row, RowGroups } from './row.ts';
import { PackedError } from './unzstd.ts';

/** A file of rows: its bytes and its name in records. */
export interface RowFile {
  readonly bytes: Bytes;
  readonly name: string;
}

/** Rows of a plain .jsonl file. Its rows are its lines, so that a row's number leads to it; reading starts at the offset. */
export async function* readJsonl(file: RowFile, from: Place, options: ReaderOptions): RowGroups {
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
): RowGroups {
  let row = from.row;
  const reached = (next: number): number => {
    row = Math.max(row, next);
    return 0;
  };
  try {
    yield* rowsOf(
      unpack(file.bytes.stream(0)),
      file,
      { row: 0, offset: 0 },
      options,
      (_, next) => reached(next),
      from.row,
    );
  } catch (error) {
    if (!(error instanceof PackedError) && !isZlibError(error)) throw error;
    const place = { file: file.name, row, line: row + 1 };
    const made = badRow(
      place,
      `and everything after it is missing, since the file is cut off or damaged (${reasonOf(error)})`,
    );
    yield [{ ...made, next: { row: row + 1, offset: 0 } }];
  }
}

/** @param offsetOf where in the file the row behind is, from the bytes so far and its number */
async function* rowsOf(
  chunks: AsyncIterable<Uint8Array>,
  file: RowFile,
  from: Place,
  options: ReaderOptions,
  offsetOf: (bytes: number, next: number) => number,
  firstWanted = from.row,
): RowGroups {
  let row = from.row;
  for await (const lines of lineGroups(chunks)) {
    yield rowsOfLines(lines, row);
    row += lines.length;
  }

  function* rowsOfLines(lines: readonly Line[], first: number): Generator<Row> {
    for (const [index, { bytes, end }] of lines.entries()) {
      const number = first + index;
      if (number < firstWanted) continue;
      const made = parseJsonRow(bytes, { file: file.name, row: number, line: number + 1 }, options);
      if (made !== undefined) yield withNext(made, { row: number + 1, offset: offsetOf(end, number + 1) });
    }
  }
}

/** Written out, since it is done for every row, and copies of objects take three times the memory. */
function withNext(made: Made, next: Place): Row {
  return made.kind === 'document'
    ? { kind: 'document', document: made.document, next }
    : { kind: 'bad', bad: made.bad, next };
}

function isZlibError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('Z_');
}
