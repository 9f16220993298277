import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { TargetError } from './target-error.ts';

/** A file that the runner consists of. */
export interface RunnerFile {
  readonly name: string;
  readonly path: string;
}

/** The programs of the editor, and what only development needs. */
const notTheRunner = /^(?:client|server)\.cjs$|\.map$|\.vsix$/;

/** The runner's script and the files beside it that it loads. @throws TargetError where it is not the built runner. */
export async function runnerFiles(runnerScript: string): Promise<readonly RunnerFile[]> {
  if (basename(runnerScript) !== 'runner.cjs') {
    throw new TargetError(
      `Only the built runner, dist/runner.cjs, can be sent to a target, and this is ${runnerScript}.`,
      {
        usage: true,
      },
    );
  }
  const folder = dirname(runnerScript);
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !notTheRunner.test(entry.name))
    .map(({ name }) => ({ name, path: join(folder, name) }))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));
}
