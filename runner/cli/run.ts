import { join, resolve } from 'node:path';
import { type Budget, BudgetError, createBudget, dollarsOf, type Plan } from '#engine';
import type { Strategy } from '#language';
import { countsText, forkFolder, layoutOf, openRun, openSources, type Run, type RunPlan, type Source } from '#store';
import { CommandError, type ExitCode, exitCodes } from '../exit.ts';
import { openLastStepInputs, runLastStep } from '../last-step.ts';
import { loadFile, runnable } from '../load.ts';
import { openPlan } from '../open-plan.ts';
import { readerOptionsOf } from '../reader-options.ts';
import { type ModelOverrides, openRephrasers, overriddenModels, readOverrides } from '../rephrasers.ts';
import { prepareRun } from '../run.ts';
import { createServers } from '../servers/servers.ts';
import { onlyWorker, runPlanOf } from '../set-up.ts';
import type { Share } from '../share.ts';
import { createTally, type Tally } from '../tally.ts';
import { limited } from '../limited.ts';
import { describeErrors } from './check.ts';
import type { CommandContext } from './context.ts';
import { createRunReporter, type RunReporter } from './run-reporter.ts';

export interface RunCommand {
  readonly output?: string;
  readonly limit?: number;
  readonly target?: string;
  readonly setUp: boolean;
  readonly cancel: boolean;
  readonly retryFailed: boolean;
  readonly fork: boolean;
  readonly model: readonly string[];
  readonly format: 'text' | 'json';
}

/** `wordmill run FILE`. Exit 0 when all is done, 130 when interrupted, 3 when it could not finish; resumable in each case. */
export async function run(file: string, command: RunCommand, context: CommandContext): Promise<ExitCode> {
  const { signals } = context;
  const loaded = await loadFile(file);
  const strategy = limited(runnable(loaded, describeErrors), command.limit);
  const overrides = readOverrides(command.model, strategy);
  const wanted = outputFolder(strategy, loaded.folder, command.output);
  const plan = await openPlan(strategy, context.languageIdentifier);
  const readerOptions = readerOptionsOf(strategy, loaded.folder, { signal: signals.abort });
  const sources = await openSources(strategy.seeds.from, readerOptions);
  const inputs = await openLastStepInputs(strategy, readerOptions);
  const folder = command.fork ? await forked(wanted, runPlanOf(plan, sources, inputs), context) : wanted;
  const { target, setUp, cancel, retryFailed, format } = command;
  if (target !== undefined || setUp || cancel) {
    const { runOnTarget } = await import('./target.ts');
    const options = { folder, plan, baseFolder: loaded.folder, sources, inputs, overrides, retryFailed };
    return runOnTarget({ ...options, target, setUp, cancel, format }, context);
  }

  const opened = await openRun(folder, runPlanOf(plan, sources, inputs), onlyWorker, { retryFailed });
  const options = { opened, plan, sources, overrides, strategyFolder: loaded.folder, format };
  const signal = AbortSignal.any([signals.drain, signals.abort]);
  const end = async (done: boolean, { tally, report }: RunTelling): Promise<void> => {
    const last = { plan, run: opened, sources, inputs, signal, onNotice: report.notice };
    const mixture = done ? await runLastStep(last) : null;
    if (mixture !== null) {
      tally.replace(opened.counts());
      report.mixture(mixture);
    }
    await report.flush();
    await opened.finish();
  };
  return carryOut({ ...options, index: 0, worker: onlyWorker, end }, context);
}

/** Another folder where the wanted one holds another run, which is said. */
async function forked(wanted: string, plan: RunPlan, { console }: CommandContext): Promise<string> {
  const folder = await forkFolder(wanted, plan);
  if (folder !== wanted) {
    console.talk(`${wanted} holds a run of another strategy or of other inputs; this one goes to ${folder}.`);
  }
  return folder;
}

/** What tells of a run as it goes. */
export interface RunTelling {
  readonly tally: Tally;
  readonly report: RunReporter;
}

/** A run that was opened, by one process alone or by one of several workers. */
export interface CarriedOut {
  readonly opened: Run;
  readonly plan: Plan;
  readonly sources: readonly Source[];
  readonly overrides: ModelOverrides;
  readonly strategyFolder: string;
  readonly format: 'text' | 'json';
  /** The worker's name and number. */
  readonly worker: string;
  readonly index: number;
  /** What this worker does; without it, all. */
  readonly share?: Share;
  /** What comes behind the work, before the run says that it has ended; `done` says whether nothing is left. */
  readonly end: (done: boolean, telling: RunTelling) => Promise<void>;
}

/** Does what is left to do of a run, tells how it goes, and gives the folder back. */
export async function carryOut(options: CarriedOut, context: CommandContext): Promise<ExitCode> {
  const { opened, plan, sources, overrides, strategyFolder, format, share, worker, index } = options;
  const { strategy } = plan;
  const { console, signals } = context;
  const tally = createTally(countsText(strategy));
  tally.add(opened.earlier);
  const report = createRunReporter({
    run: opened,
    plan,
    sources,
    counts: tally.counts,
    format,
    console,
  });
  const { rephraserOptions } = context;
  const { logs } = layoutOf(opened.folder);
  const rephrasers = openRephrasers(
    strategy,
    overrides,
    {
      ...rephraserOptions({ strategyFolder, signal: signals.abort, onNotice: report.notice }),
      batches: { folder: join(layoutOf(opened.folder).batches, worker), drain: signals.drain },
    },
    createServers({ models: overriddenModels(strategy, overrides), worker, index, logs, drain: signals.drain }),
  );
  const { drain, abort } = signals;
  const budget = await budgetOf(strategy, opened);
  const prepared = prepareRun({
    plan,
    sources,
    run: opened,
    rephrasers,
    tally,
    budget,
    drain,
    abort,
    onBadRow: report.badRow,
    ...(share && { share }),
  });
  try {
    await report.begin(prepared);
    const done = await prepared.complete();
    await options.end(done, { tally, report });
    await report.end(done ? 'finished' : 'interrupted', null);
    return done ? exitCodes.fine : exitCodes.cancelled;
  } catch (error) {
    const cancelled = drain.aborted;
    if (error instanceof BudgetError && !cancelled) {
      await options.end(false, { tally, report });
      await report.end('interrupted', error.message);
      return exitCodes.unfinished;
    }
    await report.end(cancelled ? 'interrupted' : 'failed', error instanceof Error ? error.message : String(error));
    if (cancelled) return exitCodes.cancelled;
    throw error;
  } finally {
    await rephrasers.dispose();
    await opened.close();
  }
}

/** The budget of the run less what earlier attempts have spent; null where there is none. */
async function budgetOf({ budget, models }: Strategy, run: Run): Promise<Budget | null> {
  if (budget.dollars === null && budget.tokens === null) return null;
  const before = { tokens: 0, dollars: 0 };
  for (const { model, input_tokens: input, output_tokens: output } of await run.spent()) {
    before.tokens += input + output;
    before.dollars += dollarsOf({ input, output }, models[model]?.price ?? null);
  }
  return createBudget(budget, before);
}

function outputFolder(strategy: Strategy, strategyFolder: string, option: string | undefined): string {
  if (option !== undefined) return resolve(option);
  if (strategy.output.to !== null) return resolve(strategyFolder, strategy.output.to);
  throw new CommandError(
    exitCodes.usage,
    'Say where the output goes: with --output DIR, or with output.to in the strategy.',
  );
}
