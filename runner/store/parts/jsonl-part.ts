import { constants, gunzipSync, gzipSync } from 'node:zlib';
import type { Reject, RephrasingRecord } from '#engine';
import type { PartFormat } from './part-format.ts';

/** Lines are handed to the disk in portions of about this size. */
const portionCharacters = 1024 * 1024;

/** Records as lines of JSON, with their keys in the order of the format. */
export const jsonlFormat: PartFormat = {
  ending: '.jsonl',
  encode: encodeLines,
  decode: async (bytes) => decodeLines(bytes).filter(isRecord),
};

/** Rejects as lines of JSON, gzipped. Every portion is a member of its own, which readers put together again. */
export function* encodeRejects(rejects: Iterable<Reject>): Generator<Uint8Array> {
  for (const portion of encodeLines(rejects)) yield gzipSync(portion);
}

/** The rejects of a file; where it is cut off, those before. */
export function decodeRejects(bytes: Buffer): readonly Reject[] {
  let lines: Buffer;
  try {
    lines = gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    // Damage rather than an early end: nothing of it can be trusted, and the pieces are done again.
    return [];
  }
  return decodeLines(lines).filter(isReject);
}

function* encodeLines(values: Iterable<unknown>): Generator<Uint8Array> {
  let portion = '';
  for (const value of values) {
    portion += `${JSON.stringify(value)}\n`;
    if (portion.length < portionCharacters) continue;
    yield Buffer.from(portion);
    portion = '';
  }
  if (portion !== '') yield Buffer.from(portion);
}

function decodeLines(bytes: Buffer): readonly unknown[] {
  const lines = bytes.toString('utf8').split('\n');
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
