import { resolve } from 'node:path';
import { readRun } from '#store';
import { type ExitCode, exitCodes } from '../exit.ts';
import type { Console } from './console.ts';
import { describeProgress } from './progress.ts';

/** `wordmill status DIR`: how a run stands, whether or not it is running. */
export async function status(folder: string, format: 'text' | 'json', console: Console): Promise<ExitCode> {
  const found = await readRun(resolve(folder));
  console.result(format === 'json' ? JSON.stringify(found, null, 2) : `${found.state}: ${describeProgress(found)}`);
  return exitCodes.fine;
}
