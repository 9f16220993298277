import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { WorkspaceFiles } from './workspace-files.ts';

/** A workspace may hold a corpus: so many folders are looked into, nearest first, and no more. */
const mostFolders = 5000;
/** A strategy is written by hand; what is larger is something else. */
const mostCharacters = 4_000_000;

/** The strategies on this machine's disk. */
export const nodeWorkspaceFiles: WorkspaceFiles = {
  async strategies(folder) {
    const start = pathOf(folder);
    const found: string[] = [];
    let level = start === undefined ? [] : [start];
    for (let seen = 0; level.length > 0 && seen < mostFolders; seen += level.length) {
      const listed = await Promise.all(level.slice(0, mostFolders - seen).map(listOf));
      found.push(...listed.flatMap(({ strategies }) => strategies));
      level = listed.flatMap(({ folders }) => folders);
    }
    return found.toSorted().map((path) => pathToFileURL(path).href);
  },
  async read(uri) {
    const path = pathOf(uri);
    if (path === undefined) return undefined;
    try {
      const text = await readFile(path, 'utf8');
      return text.length > mostCharacters ? undefined : text;
    } catch {
      // A file that went away between being listed and being read has no problems to tell.
      return undefined;
    }
  },
};

async function listOf(folder: string): Promise<{ readonly strategies: string[]; readonly folders: string[] }> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const seen = entries.filter(({ name }) => !name.startsWith('.') && name !== 'node_modules');
    const path = ({ name }: { readonly name: string }): string => join(folder, name);
    return {
      strategies: seen.filter((entry) => entry.isFile() && /\.strategy\.ya?ml$/i.test(entry.name)).map(path),
      // Links are not followed: they may lead round in circles.
      folders: seen.filter((entry) => entry.isDirectory()).map(path),
    };
  } catch {
    // A folder that cannot be looked into holds nothing that could be opened either.
    return { strategies: [], folders: [] };
  }
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
