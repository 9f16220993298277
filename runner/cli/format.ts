import { readFile, writeFile } from 'node:fs/promises';
import { analyse, applied, format as formatted } from '#language';
import { CommandError, type ExitCode, exitCodes } from '../exit.ts';
import type { Console } from './console.ts';

/**
 * `wordmill format FILE…`: gives strategy files the house's white space. With `check` nothing is written, and exit 1 says
 * that a file would be changed.
 */
export async function format(files: readonly string[], check: boolean, console: Console): Promise<ExitCode> {
  let changed = 0;
  const unreadable: string[] = [];
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) {
      unreadable.push(`${file} cannot be read.`);
      continue;
    }
    const wanted = applied(text, formatted(analyse(text).tree));
    if (wanted === text) continue;
    changed++;
    console.result(file);
    if (!check) await writeFile(file, wanted);
  }
  console.talk(`${changed} of ${files.length} ${check ? 'would be changed' : 'changed'}.`);
  if (unreadable.length > 0) throw new CommandError(exitCodes.usage, unreadable.join('\n'));
  return check && changed > 0 ? exitCodes.problems : exitCodes.fine;
}
