import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import type { Hub, HubEntry, HubFile } from '#hub';
import { fileSha256 } from './checksum.ts';
import { PullError } from './pull-error.ts';

export interface Download {
  readonly hub: Hub;
  readonly file: HubFile;
  /** Absolute path of the file when it is complete; the part that is there already lies beside it as `.part`. */
  readonly target: string;
  /** The checksum that it must have; null takes the hub's word. */
  readonly sha256: string | null;
  /** One plain line for people. */
  readonly onProgress: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Attempts in a row that bring nothing new, after which a download is given up. */
const mostFruitlessAttempts = 3;

/**
 * Fetches a file from the hub. What came before a connection broke, in this call or an earlier one, is kept and gone on
 * from. Under its own name the file is only seen when it is complete, on the disk and right.
 *
 * @throws PullError, HubError; the signal's reason when aborted
 */
export async function downloadFromHub(download: Download): Promise<void> {
  const { hub, file, target, onProgress } = download;
  const entry = await hub.describe(file);
  const part = `${target}.part`;
  await mkdir(dirname(target), { recursive: true });
  await fetchAll(download, part, entry);
  const expected = download.sha256 ?? entry.sha256;
  if (expected === null) onProgress('The hub gives no checksum for this file, so only its size was checked.');
  await settle(part, target, expected, download.signal);
}

/** Checks a complete file, brings it to the disk for good and gives it its name. */
export async function settle(part: string, target: string, sha256: string | null, signal: AbortSignal): Promise<void> {
  const came = sha256 === null ? null : await fileSha256(part, signal);
  if (came !== sha256) {
    await rm(part, { force: true });
    throw new PullError(`The file that came has the checksum ${came}, and not ${sha256}; it was thrown away.`);
  }
  const handle = await open(part, 'r+');
  await handle.sync();
  await handle.close();
  await rename(part, target);
}

async function fetchAll({ hub, file, onProgress, signal }: Download, part: string, entry: HubEntry): Promise<void> {
  const { sizeBytes } = entry;
  for (let fruitless = 0; fruitless < mostFruitlessAttempts; ) {
    const have = await sizeOf(part);
    if (have === sizeBytes) return;
    // More than the whole belongs to another file.
    const from = sizeBytes !== null && have > sizeBytes ? 0 : have;
    if (from > 0) onProgress(`Going on from ${megabytes(from)}.`);
    const ended = await fetchFrom(hub, file, part, from, { sizeBytes, onProgress, signal });
    if (ended && sizeBytes === null) return;
    const now = await sizeOf(part);
    fruitless = now > from ? 0 : fruitless + 1;
    if (now !== sizeBytes) onProgress('The connection broke.');
  }
  throw new PullError(`The connection broke again and again at ${megabytes(await sizeOf(part))}.`);
}

/**
 * Writes what the hub sends from a byte on, as far as it comes.
 * @returns whether the connection came to its end by itself
 * @throws HubError where the hub refuses; the error of the disk; the signal's reason
 */
async function fetchFrom(
  hub: Hub,
  file: HubFile,
  part: string,
  from: number,
  { sizeBytes, onProgress, signal }: Pick<HubEntry, 'sizeBytes'> & Pick<Download, 'onProgress' | 'signal'>,
): Promise<boolean> {
  const reply = await hub.fetch(file, from);
  const goesOn = reply.statusCode === 206 && rangeStart([reply.headers['content-range']].flat()[0]) === from;
  if (reply.statusCode === 416 || (reply.statusCode === 206 && !goesOn)) {
    // The part does not belong to what the hub has now.
    await reply.body.dump();
    await rm(part, { force: true });
    return false;
  }
  const said = progressLines(goesOn ? from : 0, sizeBytes, onProgress);
  reply.body.on('data', (chunk: Buffer) => said(chunk.length));
  const ended = await save(reply.body, part, goesOn ? 'a' : 'w');
  signal.throwIfAborted();
  return ended;
}

/**
 * Writes a body to a file, all that comes of it: a pipeline would throw away what is not written yet when the
 * connection breaks. @returns whether the body came to its end
 */
function save(body: Readable, path: string, flags: 'a' | 'w'): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const file = createWriteStream(path, { flags });
    let ended = false;
    body.on('end', () => {
      ended = true;
    });
    // What broke does not matter here; `close` follows.
    body.on('error', () => undefined);
    body.on('close', () => file.end());
    file.on('error', (error) => {
      body.destroy();
      reject(error);
    });
    file.on('close', () => resolve(ended));
    body.pipe(file);
  });
}

/** Says how far it is at every tenth. */
function progressLines(
  from: number,
  total: number | null,
  onProgress: (line: string) => void,
): (bytes: number) => void {
  let have = from;
  let tenths = total === null ? 0 : Math.floor((from / total) * 10);
  return (bytes) => {
    have += bytes;
    const now = total === null ? 0 : Math.floor((have / total) * 10);
    if (total === null || now <= tenths) return;
    tenths = now;
    onProgress(`${megabytes(have)} of ${megabytes(total)}`);
  };
}

function rangeStart(contentRange: string | undefined): number | null {
  const [, start] = /^bytes (\d+)-/.exec(contentRange ?? '') ?? [];
  return start === undefined ? null : Number(start);
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}
