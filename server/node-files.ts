import { readdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Files } from './files.ts';

/** More entries than this are no help in a list of completions. */
const mostEntries = 2000;

/** The files of this machine. Documents that are no files have none around them. */
export const nodeFiles: Files = {
  async exists(uri, path) {
    const target = absolute(uri, path);
    if (target === undefined) return undefined;
    try {
      await stat(target);
      return true;
    } catch (error) {
      // What cannot be looked at (no permission, a network that is away) is not known to be missing.
      return isAbsence(error) ? false : undefined;
    }
  },
  async list(uri, folder) {
    const target = absolute(uri, folder);
    if (target === undefined) return [];
    try {
      const entries = await readdir(target, { withFileTypes: true });
      return entries.slice(0, mostEntries).map((entry) => ({ name: entry.name, folder: entry.isDirectory() }));
    } catch {
      // Half-written paths lead nowhere all the time: there is nothing to offer, and nothing to tell.
      return [];
    }
  },
};

function absolute(uri: string, path: string): string | undefined {
  if (!uri.startsWith('file:') || path.includes('\0')) return undefined;
  try {
    return resolve(dirname(fileURLToPath(uri)), path);
  } catch {
    // An address with a host is no path on this machine.
    return undefined;
  }
}

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
