import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Analysis, analyse, type Strategy } from '#language';
import { CommandError, exitCodes } from './exit.ts';

/** A strategy file that has been read and checked. */
export interface LoadedStrategy {
  /** Absolute path of the file. */
  readonly path: string;
  /** Absolute path of its folder, which its paths are relative to. */
  readonly folder: string;
  readonly analysis: Analysis;
}

/** Reads and checks a strategy file. @throws CommandError where there is no such file. */
export async function loadFile(file: string): Promise<LoadedStrategy> {
  const path = resolve(file);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new CommandError(exitCodes.usage, `${file} cannot be read: ${reasonOf(error)}`, { cause: error });
  }
  return loadText(path, text);
}

/** Checks a strategy whose text is at hand, as the editor's buffer is. */
export function loadText(path: string, text: string): LoadedStrategy {
  const folder = dirname(path);
  return { path, folder, analysis: analyse(text, { fileExists: (written) => existsSync(resolve(folder, written)) }) };
}

/** The strategy of a file that must be able to run. @throws CommandError that names its errors. */
export function runnable(loaded: LoadedStrategy, describe: (loaded: LoadedStrategy) => string): Strategy {
  const { strategy } = loaded.analysis;
  if (strategy === undefined) throw new CommandError(exitCodes.problems, describe(loaded));
  return strategy;
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file.';
  if (code === 'EISDIR') return 'it is a folder.';
  if (code === 'EACCES') return 'permission is denied.';
  return error instanceof Error ? error.message : String(error);
}
