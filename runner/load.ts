import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { Analysis, Strategy } from '#language';
import { CommandError, exitCodes } from './exit.ts';
import { analyseFile, type TextAt } from './strategy-files.ts';

/** A strategy file that has been read and checked. */
export interface LoadedStrategy {
  /** Absolute path of the file. */
  readonly path: string;
  /** Absolute path of its folder, which its paths are relative to. */
  readonly folder: string;
  readonly analysis: Analysis;
  /** Absolute paths of the files that it uses, itself or through others. */
  readonly uses: readonly string[];
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

/**
 * Checks a strategy whose text is at hand, as the editor's buffer is.
 *
 * @param buffers files that it may use, as the editor has them: they count before those on the disk
 * @param previous an earlier analysis of this file: what has not changed is not read and checked again
 */
export function loadText(
  path: string,
  text: string,
  buffers: readonly TextAt[] = [],
  previous?: Analysis,
): LoadedStrategy {
  return { path, folder: dirname(path), ...analyseFile({ path, text }, buffers, previous) };
}

/** Why a file without errors cannot run; undefined where it is a strategy. */
export function whyNotRunnable({ path, analysis }: LoadedStrategy): string | undefined {
  if (!analysis.namesOnly) return undefined;
  return `${basename(path)} only holds names for other strategies; run one that uses it.`;
}

/** The strategy of a file that must be able to run. @throws CommandError that names its errors. */
export function runnable(loaded: LoadedStrategy, describe: (loaded: LoadedStrategy) => string): Strategy {
  const { strategy, problems } = loaded.analysis;
  const why = problems.some(({ severity }) => severity === 'error') ? undefined : whyNotRunnable(loaded);
  if (why !== undefined) throw new CommandError(exitCodes.problems, why);
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
