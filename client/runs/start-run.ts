import { createHash } from 'node:crypto';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { explain } from '../commands.ts';
import { Refusal, showLog } from '../refusal.ts';
import type { Secrets } from '../secrets.ts';
import { launchRun, lastWordsOf } from './launch.ts';
import { readRunStatus } from './read-run.ts';
import type { KnownRun } from './run-tree.ts';
import type { RunWatcher } from './run-watcher.ts';

/** Exit codes of the runner that are no news: it has finished, or it was cancelled. */
const expected: ReadonlySet<number | null> = new Set([0, 130]);

export interface StartOptions {
  readonly script: string;
  /** Folder for what runners say; it outlives the window. */
  readonly logs: string;
  readonly secrets: Secrets;
  readonly watcher: RunWatcher;
  readonly log: vscode.LogOutputChannel;
}

export interface RunOrder {
  readonly strategy: string;
  readonly output: string;
  /** Names of environment variables that the strategy refers to. */
  readonly environment: readonly string[];
  /** Documents at the most; null is what the strategy says. */
  readonly limit: number | null;
  /** What was estimated, as the runner wrote it: its report compares that with what came. Null where nothing was. */
  readonly estimate: string | null;
}

/** Starts a run, or resumes the one that lies in its folder, and sees to it that a failure to start is told. */
export async function startRun(order: RunOrder, options: StartOptions): Promise<void> {
  const { script, logs, secrets, watcher, log } = options;
  const name = createHash('sha256').update(order.output).digest('hex').slice(0, 12);
  const { strategy, output, limit } = order;
  const file = join(logs, `${name}.log`);
  const run: KnownRun = { folder: output, strategy, log: file, limit };
  const environment = await secrets.environment(order.environment);
  await leaveEstimate(order);
  const child = await launchRun({ script, strategy, output, limit, environment, log: file });
  log.info(`Run of ${order.strategy} into ${order.output} (process ${child.pid}); what it says goes to ${file}`);
  await watcher.started(run);

  const ended = async (code: number | null, failure: string | null): Promise<void> => {
    await watcher.exited(run.folder);
    log.info(`The run into ${run.folder} has ended with exit code ${code}.`);
    if (failure === null && expected.has(code)) return;
    const status = await readRunStatus(run.folder);
    // A run that came so far as to write a status tells its end there.
    if (status?.pid === child.pid && status?.state === 'failed') return;
    const why = failure ?? (await lastWordsOf(file));
    const sentence = why === '' ? `The run ended with exit code ${code} and said nothing.` : why;
    await explain(new Refusal(sentence, [showLog]), 'run', log);
  };
  child.once('error', (error) => void ended(null, `The runner could not be started: ${error.message}`));
  child.once('exit', (code) => void ended(code, null));
}

/** Puts the estimate where the runner finds it; a run that is resumed keeps the one that it began with. */
async function leaveEstimate({ output, estimate }: RunOrder): Promise<void> {
  if (estimate === null) return;
  const begun = await stat(join(output, 'run.json')).then(
    () => true,
    () => false,
  );
  if (begun) return;
  await mkdir(output, { recursive: true });
  await writeFile(join(output, 'estimate.json'), estimate);
}
