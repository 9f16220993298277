import type { Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, posix, relative, resolve, sep } from 'node:path';
import { reasonOf, StoreError, systemCode } from '../store-error.ts';
import { type Bytes, localBytes } from './bytes.ts';
import { kindOf, readableEndings, type SourceKind } from './formats.ts';
import { fixedFolder, globExpression, isGlob } from './glob.ts';
import { hubFiles } from './hub-files.ts';
import type { ReaderOptions } from './row.ts';

/** A file that seeds are read from. */
export interface InputFile {
  /** Path on this machine. */
  readonly path: string;
  /** Path relative to the strategy's folder, with forward slashes. */
  readonly name: string;
  readonly kind: SourceKind;
  readonly sizeBytes: number;
  /** When it was last written, in Unix milliseconds; 0 of the hub, where the name has the commit. */
  readonly modifiedMs: number;
  readonly bytes: Bytes;
}

/**
 * The files that an entry of a key such as `seeds.from` means: one file, a folder with everything readable below it, or a pattern.
 * Folders and patterns are in the order of the names' UTF-16 code units, which no machine's language changes.
 * @throws StoreError that says which entry leads nowhere.
 */
export async function findFiles(
  written: string,
  { baseFolder, openHub, key = 'seeds.from' }: Pick<ReaderOptions, 'baseFolder' | 'openHub' | 'key'>,
): Promise<readonly InputFile[]> {
  if (written.startsWith('hf://') && openHub !== undefined) return hubFiles(written, key, openHub);
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(written)) throw remote(written, key);
  const path = resolve(baseFolder, written);
  const found = await status(path);
  if (found?.isFile()) return [fileAt(path, found, baseFolder)];
  if (found?.isDirectory()) return filesInFolder(path, { written, baseFolder, key });
  if (isGlob(written)) return filesOfPattern({ written, baseFolder, key });
  throw new StoreError('not-found', `There is no file or folder ${path}, which ${key} names as ${written}.`);
}

/** An entry of a key of the strategy. */
interface Entry {
  readonly written: string;
  readonly baseFolder: string;
  readonly key: string;
}

async function filesInFolder(folder: string, { written, baseFolder, key }: Entry): Promise<readonly InputFile[]> {
  const files: InputFile[] = [];
  await walk(folder, new Set(), (path, found) => {
    if (kindOf(path) !== undefined) files.push(fileAt(path, found, baseFolder));
  });
  if (files.length > 0) return inOrder(files);
  throw new StoreError(
    'no-input',
    `The folder ${folder}, which ${key} names as ${written}, has no documents: files that end in ${readableEndings} are looked for, in its subfolders too.`,
  );
}

async function filesOfPattern({ written, baseFolder, key }: Entry): Promise<readonly InputFile[]> {
  const pattern = isAbsolute(written) ? slashed(written) : posix.normalize(slashed(written));
  const root = resolve(baseFolder, fixedFolder(pattern));
  const matches = globExpression(slashed(resolve(baseFolder, fixedFolder(pattern))) + rest(pattern));
  const files: InputFile[] = [];
  if ((await status(root))?.isDirectory()) {
    await walk(root, new Set(), (path, found) => {
      if (matches.test(slashed(path))) files.push(fileAt(path, found, baseFolder));
    });
  }
  if (files.length > 0) return inOrder(files);
  throw new StoreError('no-input', `No file matches ${written}, which ${key} names; ${root} was searched.`);
}

/** The pattern behind its fixed folder, with the slash between them. */
function rest(pattern: string): string {
  const fixed = fixedFolder(pattern);
  if (fixed === '.') return `/${pattern}`;
  return fixed === '/' ? pattern.slice(1) : pattern.slice(fixed.length);
}

/** Calls back for every file below the folder that is not hidden. Links are followed, but never round in a circle. */
async function walk(
  folder: string,
  above: ReadonlySet<string>,
  found: (path: string, status: Stats) => void,
): Promise<void> {
  const real = await realpath(folder);
  if (above.has(real)) return;
  const names = await readdir(folder);
  // The output of a run is nobody's seed by accident; who means it names its `data` folder.
  if (above.size > 0 && names.includes('run.json')) return;
  for (const name of names) {
    if (name.startsWith('.')) continue;
    const path = join(folder, name);
    const stats = await status(path);
    if (stats?.isDirectory()) await walk(path, new Set([...above, real]), found);
    else if (stats?.isFile()) found(path, stats);
  }
}

function fileAt(path: string, found: Stats, baseFolder: string): InputFile {
  const kind = kindOf(path);
  if (kind !== undefined) {
    const name = slashed(relative(baseFolder, path));
    return { path, name, kind, sizeBytes: found.size, modifiedMs: found.mtimeMs, bytes: localBytes(path) };
  }
  throw new StoreError(
    'unsupported-input',
    `${path} cannot be read as documents: its name should end in one of ${readableEndings}.`,
  );
}

async function status(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new StoreError('not-found', `${path} cannot be read: ${reasonOf(error)}.`, { cause: error });
  }
}

function remote(written: string, key: string): StoreError {
  return new StoreError(
    'unsupported-input',
    `${key} names ${written}, which cannot be read from there; copy it to a folder first.`,
  );
}

function inOrder(files: InputFile[]): InputFile[] {
  return files.toSorted((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0));
}

function slashed(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}
