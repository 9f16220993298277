import { resolve } from 'node:path';
import { type Plan, planStrategy } from '#engine';
import type { Strategy } from '#language';
import { layoutOf, openRun, openSources, type Run, type Source } from '#store';
import manifest from '../../package.json' with { type: 'json' };
import { CommandError, type ExitCode, exitCodes } from '../exit.ts';
import { loadFile, runnable } from '../load.ts';
import { type ModelOverrides, openRephrasers, overriddenModels, readOverrides } from '../rephrasers.ts';
import { prepareRun } from '../run.ts';
import { createServers } from '../servers/servers.ts';
import { onlyWorker } from '../set-up.ts';
import type { Share } from '../share.ts';
import { createTally } from '../tally.ts';
import { describeErrors } from './check.ts';
import type { CommandContext } from './context.ts';
import { createRunReporter } from './run-reporter.ts';

export interface RunCommand {
  readonly output?: string;
  readonly limit?: number;
  readonly target?: string;
  readonly setUp: boolean;
  readonly cancel: boolean;
  readonly retryFailed: boolean;
  readonly model: readonly string[];
  readonly format: 'text' | 'json';
}

/** `wordmill run FILE`. Exit 0 when all is done, 130 when interrupted, 3 when it could not finish; resumable in each case. */
export async function run(file: string, command: RunCommand, context: CommandContext): Promise<ExitCode> {
  const loaded = await loadFile(file);
  const strategy = limited(runnable(loaded, describeErrors), command.limit);
  const overrides = readOverrides(command.model, strategy);
  const folder = outputFolder(strategy, loaded.folder, command.output);
  const plan = planStrategy(strategy);
  const { from, text, id } = strategy.seeds;
  const sources = await openSources(from, { baseFolder: loaded.folder, textField: text, idField: id });
  const { target, setUp, cancel, retryFailed, format } = command;
  if (target !== undefined || setUp || cancel) {
    const { runOnTarget } = await import('./target.ts');
    const options = { folder, plan, baseFolder: loaded.folder, sources, overrides, retryFailed };
    return runOnTarget({ ...options, target, setUp, cancel, format }, context);
  }

  const opened = await openRun(
    folder,
    { strategy, strategyHash: plan.hash, sources, version: manifest.version },
    onlyWorker,
    {
      retryFailed: command.retryFailed,
    },
  );
  const options = { opened, plan, sources, overrides, strategyFolder: loaded.folder, format };
  return carryOut({ ...options, index: 0, worker: onlyWorker, end: () => opened.finish() }, context);
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
  /** What comes when the work is done, before the run says that it has ended. */
  readonly end: () => Promise<void>;
}

/** Does what is left to do of a run, tells how it goes, and gives the folder back. */
export async function carryOut(options: CarriedOut, context: CommandContext): Promise<ExitCode> {
  const { opened, plan, sources, overrides, strategyFolder, format, share, worker, index } = options;
  const { strategy } = plan;
  const { console, signals } = context;
  const tally = createTally();
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
    rephraserOptions({ strategyFolder, signal: signals.abort, onNotice: report.notice }),
    createServers({ models: overriddenModels(strategy, overrides), worker, index, logs, drain: signals.drain }),
  );
  const { drain, abort } = signals;
  const whole = { plan, sources, run: opened, rephrasers, tally, drain, abort, onBadRow: report.badRow };
  const prepared = prepareRun(share === undefined ? whole : { ...whole, share });
  try {
    await report.begin(prepared);
    const done = await prepared.complete();
    await report.flush();
    await options.end();
    await report.end(done ? 'finished' : 'interrupted', null);
    return done ? exitCodes.fine : exitCodes.cancelled;
  } catch (error) {
    const cancelled = drain.aborted;
    await report.end(cancelled ? 'interrupted' : 'failed', error instanceof Error ? error.message : String(error));
    if (cancelled) return exitCodes.cancelled;
    throw error;
  } finally {
    await rephrasers.dispose();
    await opened.close();
  }
}

/** The strategy with `--limit`, where that is the smaller number. */
function limited(strategy: Strategy, limit: number | undefined): Strategy {
  if (limit === undefined || (strategy.seeds.limit ?? Number.POSITIVE_INFINITY) <= limit) return strategy;
  return { ...strategy, seeds: { ...strategy.seeds, limit } };
}

function outputFolder(strategy: Strategy, strategyFolder: string, option: string | undefined): string {
  if (option !== undefined) return resolve(option);
  if (strategy.output.to !== null) return resolve(strategyFolder, strategy.output.to);
  throw new CommandError(
    exitCodes.usage,
    'Say where the output goes: with --output DIR, or with output.to in the strategy.',
  );
}
