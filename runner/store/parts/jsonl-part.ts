import type { Reject, RephrasingRecord } from '#engine';
import { gzip, type Packing } from './packing.ts';
import type { Ending, PartFormat } from './part-format.ts';

/** Lines are handed to the disk in portions of about this size. */
const portionBytes = 1024 * 1024;

const newline = Buffer.from('\n');

/** Records as lines of JSON, with their keys in the order of the format. */
export function jsonlFormat(ending: Ending, packing: Packing): PartFormat {
  return {
    ending,
    encode: (rows) => encodeLines(jsonOf(rows), packing),
    encodeJson: (rows) => encodeLines(rows, packing),
    decode: async (bytes) => decodeLines(bytes, packing).filter(isRecord),
  };
}

/** Rejects as lines of JSON, gzipped. */
export function encodeRejects(rejects: Iterable<Reject>): Generator<Uint8Array> {
  return encodeLines(jsonOf(rejects), gzip);
}

/** The rejects of a file; where it is cut off, those before. */
export function decodeRejects(bytes: Buffer): readonly Reject[] {
  return decodeLines(bytes, gzip).filter(isReject);
}

function* jsonOf(values: Iterable<unknown>): Generator<Uint8Array> {
  for (const value of values) yield Buffer.from(JSON.stringify(value));
}

function* encodeLines(lines: Iterable<Uint8Array>, { pack }: Packing): Generator<Uint8Array> {
  let portion: Uint8Array[] = [];
  let bytes = 0;
  for (const line of lines) {
    portion.push(line, newline);
    bytes += line.length + newline.length;
    if (bytes < portionBytes) continue;
    yield pack(Buffer.concat(portion, bytes));
    portion = [];
    bytes = 0;
  }
  if (bytes > 0) yield pack(Buffer.concat(portion, bytes));
}

function decodeLines(bytes: Buffer, { unpack }: Packing): readonly unknown[] {
  const lines = unpack(bytes).toString('utf8').split('\n');
  // What stands behind the last line feed is empty, or the beginning of a line that was cut off.
  return lines.slice(0, -1).flatMap((line) => {
    try {
      return [JSON.parse(line) as unknown];
    } catch {
      // A damaged line is a piece that is done again.
      return [];
    }
  });
}

/** Looks at what tells a record from a reject; that the rest is whole follows from the file being written by this program. */
function isRecord(value: unknown): value is RephrasingRecord {
  return isMade(value) && 'prompt_hash' in value;
}

function isReject(value: unknown): value is Reject {
  return isMade(value) && 'reason' in value;
}

function isMade(value: unknown): value is { readonly id: string } {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';
}
