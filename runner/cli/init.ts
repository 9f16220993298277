import { cp, mkdir, readdir } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { CommandError, type ExitCode, exitCodes } from '../exit.ts';
import type { Console } from './console.ts';

/**
 * `wordmill init DIR`: a first strategy with its documents, ready to be previewed. Nothing that exists is overwritten.
 *
 * @param template folder of the package that holds the files
 */
export async function init(folder: string, template: string, console: Console): Promise<ExitCode> {
  const target = resolve(folder);
  const present = await openFolder(target).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(exitCodes.usage, `${folder} cannot be made or read as a folder: ${reason}.`, {
      cause: error,
    });
  });
  const coming = await readdir(template);
  const taken = coming.find((name) => present.includes(name));
  if (taken !== undefined) {
    throw new CommandError(exitCodes.usage, `${resolve(target, taken)} exists already; choose another folder.`);
  }
  await cp(template, target, { recursive: true, errorOnExist: true, force: false });
  const shown = relative(process.cwd(), target) || '.';
  console.talk(`A first strategy lies in ${shown}. Look at it, then: wordmill preview ${shown}/first.strategy.yaml`);
  console.result(target);
  return exitCodes.fine;
}

async function openFolder(target: string): Promise<readonly string[]> {
  await mkdir(target, { recursive: true });
  return readdir(target);
}
