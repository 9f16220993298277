import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { FileSystem } from '../file-system.ts';

/** What was written: enough to tell later whether it is still that. */
export interface Written {
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

/**
 * Writes a file so that it is there completely or not at all, whatever happens: under another name first, made durable,
 * then given its name, and that made durable. `worker` keeps the temporary files of two workers apart.
 */
export async function writeAtomically(
  system: FileSystem,
  path: string,
  worker: string,
  chunks: Iterable<Uint8Array>,
): Promise<Written> {
  const temporary = temporaryPath(path, worker);
  const written = await writeDurably(system, temporary, chunks);
  await system.rename(temporary, path);
  await system.syncFolder(dirname(path));
  return written;
}

/** Writes a file under the name itself; its content survives a loss of power, its name only when its folder is synced. */
export async function writeDurably(system: FileSystem, path: string, chunks: Iterable<Uint8Array>): Promise<Written> {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await system.overwrite(path);
  try {
    for (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      await file.write(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Replaces a small file at once. Nothing waits for the disk: after a loss of power it may be the older one, or gone. */
export async function replaceFile(system: FileSystem, path: string, worker: string, text: string): Promise<void> {
  const temporary = temporaryPath(path, worker);
  const file = await system.overwrite(temporary);
  try {
    await file.write(Buffer.from(text));
  } finally {
    await file.close();
  }
  await system.rename(temporary, path);
}

/** The name under which a worker writes a file first. */
export function temporaryPath(path: string, worker: string): string {
  return join(dirname(path), `.${basename(path)}.${worker}.tmp`);
}

/** Whether a file is what a killed attempt of this worker left half-written. */
export function isTemporary(name: string, worker: string): boolean {
  return name.startsWith('.') && name.endsWith(`.${worker}.tmp`);
}
