import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import type { SeedDocument } from '#engine';
import { readDocument, type ReaderOptions } from '#store';
import { CommandError, exitCodes } from './exit.ts';

/**
 * The documents of one file, as a run would have them that reads it: one, or those of its rows.
 *
 * @param path as a person wrote it, relative to `from`
 * @throws CommandError where it cannot be read
 */
export async function documentsAt(
  path: string,
  from: string,
  options: ReaderOptions,
): Promise<readonly SeedDocument[]> {
  const absolute = resolve(from, path);
  const buffer = await readFile(absolute).catch((error: unknown) => {
    throw new CommandError(exitCodes.usage, `The document ${path} cannot be read.`, { cause: error });
  });
  return readDocument(relative(options.baseFolder, absolute), buffer, options);
}
