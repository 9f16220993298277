import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { lastWords } from '../service/failure.ts';
import { runnerEnvironment } from '../service/runner-process.ts';

export interface Launch {
  /** The bundled runner. */
  readonly script: string;
  readonly strategy: string;
  readonly output: string;
  /** Documents at the most; null is what the strategy says. */
  readonly limit: number | null;
  /** Secrets by the names of environment variables. */
  readonly environment: Readonly<Record<string, string>>;
  /** File that what the runner says is added to. */
  readonly log: string;
}

/**
 * Starts a run that outlives the window: in a process group of its own and without a pipe to the editor, whose end would
 * be the end of the run. Its events lie in the run folder, so that only what it says to people is kept here.
 */
export async function launchRun(launch: Launch): Promise<ChildProcess> {
  const { script, strategy, output, limit, environment, log } = launch;
  await mkdir(dirname(log), { recursive: true });
  const file = openSync(log, 'w');
  try {
    const limited = limit === null ? [] : ['--limit', String(limit)];
    const words = [script, 'run', strategy, '--output', output, ...limited, '--format', 'json'];
    const child = spawn(process.execPath, words, {
      cwd: dirname(strategy),
      detached: true,
      env: runnerEnvironment(environment),
      stdio: ['ignore', 'ignore', file],
      windowsHide: true,
    });
    child.unref();
    return child;
  } finally {
    closeSync(file);
  }
}

/** Why a runner that has ended did so, in its own last words. */
export async function lastWordsOf(log: string): Promise<string> {
  return lastWords(await readFile(log, 'utf8').catch(() => ''));
}
