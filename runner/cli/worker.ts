import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Plan } from '#engine';
import type { Strategy } from '#language';
import { openRun, readSetup, type Run, StoreError } from '#store';
import { CommandError, type ExitCode, exitCodes } from '../exit.ts';
import { openPlan } from '../open-plan.ts';
import { inputsOf, runPlanOf, workerName } from '../set-up.ts';
import { workerShare } from '../share.ts';
import type { CommandContext } from './context.ts';
import { carryOut } from './run.ts';

export interface WorkerCommand {
  readonly index?: number;
  readonly of?: number;
  readonly last: boolean;
  readonly format: 'text' | 'json';
}

/**
 * `wordmill worker DIR --index I --of N`: one of N workers of a run that was set up. Exit codes are those of `run`. With
 * `--last` it does what comes when all workers are done.
 */
export async function worker(folder: string, command: WorkerCommand, context: CommandContext): Promise<ExitCode> {
  const { index, of, last, format } = command;
  const path = resolve(folder);
  if (last) {
    const { endRun } = await import('./last.ts');
    return endRun(path, of ?? null, context);
  }
  if (index === undefined || of === undefined || index >= of) {
    throw new CommandError(exitCodes.usage, 'A worker needs --index I and --of N, with I from 0 to N - 1; or --last.');
  }
  const setup = await readSetup(path);
  const plan = await openPlan(setup.strategy, context.languageIdentifier);
  const { sources, inputs } = await inputsOf(setup, context.signals.abort);
  const share = workerShare(setup, index, of);
  const name = workerName(index);
  const opened = await openInTurn(context, () =>
    openRun(path, runPlanOf(plan, sources, inputs), name, { retryFailed: setup.retry_failed, share }),
  );
  if (opened === null) return exitCodes.cancelled;
  if (opened.manifest.run !== setup.run) {
    await opened.close();
    throw new CommandError(exitCodes.usage, `${path} was set up for another run than it holds; set it up again.`);
  }
  return carryOut(
    {
      opened,
      plan: apportioned(plan, of),
      sources,
      overrides: new Map(Object.entries(setup.models)),
      strategyFolder: setup.base_folder,
      format,
      worker: name,
      index,
      share,
      // What is made of all parts together is made by one process, when all workers are done.
      end: (_done, { report }) => report.flush(),
    },
    context,
  );
}

/** How long a worker waits before it looks again whether its place is free. */
const lookAgainMs = 2_000;

/**
 * Opens the run, or waits for its turn where another process does the work of the same worker: a scheduler that has lost
 * sight of a machine starts a worker twice. The place is free when the other ends, or has been silent for some time.
 * @returns null where it was told to end while it waited.
 */
async function openInTurn({ console, signals }: CommandContext, open: () => Promise<Run>): Promise<Run | null> {
  const either = AbortSignal.any([signals.drain, signals.abort]);
  for (let told = false; !either.aborted; told = true) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'locked') throw error;
      if (!told) console.talk(`${error.message} This worker waits for its turn.`);
    }
    await sleep(lookAgainMs, undefined, { signal: either }).catch(() => undefined);
  }
  return null;
}

/** The plan of one of several workers: of what the whole run may spend and make, each has its equal part. */
function apportioned(plan: Plan, of: number): Plan {
  const part = (whole: number | null): number | null => (whole === null ? null : whole / of);
  const { budget, mix } = plan.strategy;
  const strategy: Strategy = {
    ...plan.strategy,
    budget: { dollars: part(budget.dollars), tokens: part(budget.tokens) },
    mix: { ...mix, tokens: part(mix.tokens) },
  };
  return { ...plan, strategy };
}
