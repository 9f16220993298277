import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Files } from './files.ts';

/** More entries than this are no help in a list of completions. */
const mostEntries = 2000;

/** A workspace with more than these is searched in part. */
const mostFolders = 5000;
const mostStrategies = 500;

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
  keyOf(uri) {
    const path = pathOf(uri);
    return path === undefined ? uri : pathToFileURL(path).href;
  },
  locate(uri, path) {
    const target = absolute(uri, path);
    return target === undefined ? undefined : pathToFileURL(target).href;
  },
  async strategiesIn(uri) {
    const root = pathOf(uri);
    return root === undefined ? [] : (await strategiesBelow(root)).map((path) => pathToFileURL(path).href);
  },
  async read(key) {
    const path = pathOf(key);
    if (path === undefined) return undefined;
    try {
      return { kind: 'text', text: await readFile(path, 'utf8'), id: pathToFileURL(await realpath(path)).href };
    } catch (error) {
      if (codeOf(error) === 'EISDIR') return { kind: 'missing', reason: 'is a folder, and `use` takes files' };
      return isAbsence(error) ? { kind: 'missing' } : undefined;
    }
  },
};

/** Walks through folders, the nearest first, and passes over those that hold no strategies of anybody's own. */
async function strategiesBelow(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  const folders = [root];
  for (let at = 0; at < folders.length && at < mostFolders && found.length < mostStrategies; at++) {
    const folder = folders[at] ?? root;
    // What cannot be looked into has nothing to add.
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !/^\.|^node_modules$/.test(entry.name)) folders.push(path);
      if (entry.isFile() && /\.strategy\.ya?ml$/.test(entry.name)) found.push(path);
    }
  }
  return found.slice(0, mostStrategies);
}

function pathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    // An address with a host is no path on this machine.
    return undefined;
  }
}

function absolute(uri: string, path: string): string | undefined {
  const document = path.includes('\0') ? undefined : pathOf(uri);
  return document === undefined ? undefined : resolve(dirname(document), path);
}

function isAbsence(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
