import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/**
 * What a client has left: how often each document's answer is there, and the documents that it says it has given up.
 *
 * @param {readonly string[]} folders with JSON lines, packed or not, below them
 * @param {readonly string[]} rejectFolders with lines that name the document as `doc-N`
 */
export async function readOutput(folders, rejectFolders = []) {
  const rows = new Map();
  for (const file of (await Promise.all(folders.map(filesBelow))).flat()) {
    for await (const line of linesOf(file)) {
      const number = /Rephrased \[\[(\d+)\]\]/.exec(line)?.[1];
      if (number !== undefined) rows.set(Number(number), (rows.get(Number(number)) ?? 0) + 1);
    }
  }
  const given = new Set();
  for (const file of (await Promise.all(rejectFolders.map(filesBelow))).flat()) {
    for await (const line of linesOf(file)) given.add(Number(/"doc-(\d+)"/.exec(line)?.[1]));
  }
  return { rows, given };
}

/**
 * Rows without a word about them, and rows too many.
 *
 * @param {(number: number) => number} [expected] how many rows have the text of a number; by default one
 */
export function scoreOf({ rows, given }, documents, expected = () => 1) {
  let missing = 0;
  let twice = 0;
  for (let number = 0; number < documents; number++) {
    const short = expected(number) - (rows.get(number) ?? 0);
    if (short > 0 && !given.has(number)) missing += short;
    if (short < 0) twice -= short;
  }
  return { missing, twice, rejected: given.size };
}

async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && /\.jsonl(?:\.gz)?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

async function* linesOf(file) {
  const bytes = createReadStream(file);
  const input = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  try {
    yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  } catch (error) {
    // A packed file that a kill has cut off.
    if (error.code !== 'Z_BUF_ERROR') throw error;
  }
}
