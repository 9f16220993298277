import { Readable } from 'node:stream';
import { readRows, type Row, sliceStarts, type Source } from '#store';

/** Rows that were looked at together, and how much of their source they are. */
export interface Look {
  readonly rows: readonly Row[];
  /** Bytes of the source that they take up, packed bytes of a packed one. */
  readonly size: number;
}

/** Bytes of a plain .jsonl file that are looked at in one place. */
const lookedAtBytes = 24 * 1024;

/** Rows of a .parquet file that are looked at in one place. */
const lookedAtRows = 24;

/** Packed files can only be read from their beginning: so much of it, packed, or so many rows. */
const headBytes = 512 * 1024;
const headRows = 20_000;
/** The rows of a head make looks of so many, which tell how rows vary; so many of these are taken, evenly. */
const rowsOfLook = 16;
const looksOfHead = 32;

/** Whether a source of this kind can be looked into anywhere. */
export function isPacked({ kind }: Pick<Source, 'kind'>): boolean {
  return kind === 'jsonl.gz' || kind === 'jsonl.zst';
}

/** All rows of a source. */
export async function lookAtAll(source: Source, signal: AbortSignal): Promise<Look> {
  const rows: Row[] = [];
  for await (const row of readRows(source, { row: 0, offset: 0 }, signal)) rows.push(row);
  return { rows, size: source.sizeBytes };
}

/** Document `index` of single documents; its size is one, since their number is known. */
export async function lookAtFile(source: Source, index: number, signal: AbortSignal): Promise<Look> {
  for await (const row of readRows(source, { row: index, offset: 0 }, signal)) return { rows: [row], size: 1 };
  return { rows: [], size: 1 };
}

/**
 * The lines that begin within some bytes from `offset` on. Where their file has a line for every byte alike, each place is as
 * likely to be looked at as any other, so that sums over bytes are without bias, however long lines are.
 */
export async function lookAtLines(source: Source, offset: number, signal: AbortSignal): Promise<Look> {
  const rows: Row[] = [];
  // Rows get the numbers of their bytes, so that draws, which hang on rows, are not the same in all places.
  const from = { row: offset, offset: Math.max(0, offset - 1) };
  let begin: number | null = offset === 0 ? 0 : null;
  let first: number | null = begin;
  for await (const row of readRows(source, from, signal)) {
    const { offset: next } = row.next;
    // The line that the place is in the middle of began before it, and can hardly be read as a row.
    const isRest = begin === null && row.kind === 'bad';
    if (isRest || begin === null) first = isRest ? next : offset;
    if (!isRest) rows.push(row);
    begin = next;
    if (begin >= offset + lookedAtBytes) break;
  }
  return { rows, size: rows.length === 0 ? 0 : (begin ?? 0) - (first ?? 0) };
}

/** Some rows of a .parquet file; which, a number in [0, 1) says. */
export async function lookAtParquet(source: Source, place: number, signal: AbortSignal): Promise<Look> {
  const count = (await sliceStarts(source, Number.MAX_SAFE_INTEGER, signal))?.rows ?? 0;
  if (count === 0) return { rows: [], size: 0 };
  const first = Math.max(0, Math.min(Math.floor(place * count), count - lookedAtRows));
  const rows: Row[] = [];
  for await (const row of readRows(source, { row: first, offset: 0 }, signal, first + lookedAtRows)) {
    rows.push(row);
    if (rows.length === lookedAtRows) break;
  }
  return { rows, size: (source.sizeBytes * rows.length) / count };
}

/** The beginning of a packed file, in several looks; all of it where it is small. */
export async function lookAtHead(source: Source, signal: AbortSignal): Promise<readonly Look[]> {
  const [file] = source.files;
  if (file === undefined) return [];
  let read = 0;
  const counted: Source = {
    ...source,
    files: [{ ...file, bytes: { ...file.bytes, stream: (from) => counting(file.bytes.stream(from), count) } }],
  };
  function count(bytes: number): void {
    read += bytes;
  }
  const rows: Row[] = [];
  let whole = true;
  /** What was read when the first row came: so much is always read ahead. */
  let ahead = 0;
  for await (const row of readRows(counted, { row: 0, offset: 0 }, signal)) {
    if (rows.length === 0) ahead = read;
    rows.push(row);
    if ((read < headBytes && rows.length < headRows) || rows.length < rowsOfLook) continue;
    whole = false;
    break;
  }
  const size = whole ? source.sizeBytes : Math.max(1, read - ahead);
  const looks = Math.ceil(rows.length / rowsOfLook);
  const taken = Math.min(looks, looksOfHead);
  return Array.from({ length: taken }, (_, index) => {
    const at = Math.floor((index * looks) / taken) * rowsOfLook;
    const some = rows.slice(at, at + rowsOfLook);
    return { rows: some, size: (size * some.length) / rows.length };
  });
}

const countedAtOnce = 16 * 1024;

/** The same bytes in small pieces, each told when it is taken: what is read ahead must not count. */
function counting(stream: Readable, taken: (bytes: number) => void): Readable {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for await (const chunk of stream) {
      // A stream of a file's bytes gives bytes.
      const bytes = chunk as Uint8Array;
      for (let at = 0; at < bytes.length; at += countedAtOnce) {
        const piece = bytes.subarray(at, at + countedAtOnce);
        taken(piece.length);
        yield piece;
      }
    }
  }
  return Readable.from(pieces(), { objectMode: false, highWaterMark: countedAtOnce });
}
