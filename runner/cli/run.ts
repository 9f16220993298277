import { resolve } from 'node:path';
import { type Budget, BudgetError, createBudget, dollarsOf, planStrategy } from '#engine';
import type { Strategy } from '#language';
import { openRun, openSources, type Run } from '#store';
import manifest from '../../package.json' with { type: 'json' };
import { CommandError, type ExitCode, exitCodes } from '../exit.ts';
import { loadFile, runnable } from '../load.ts';
import { readerOptionsOf } from '../reader-options.ts';
import { openRephrasers, readOverrides } from '../rephrasers.ts';
import { prepareRun } from '../run.ts';
import { createTally } from '../tally.ts';
import { describeErrors } from './check.ts';
import type { CommandContext } from './context.ts';
import { createRunReporter } from './run-reporter.ts';

export interface RunCommand {
  readonly output?: string;
  readonly limit?: number;
  readonly retryFailed: boolean;
  readonly model: readonly string[];
  readonly format: 'text' | 'json';
}

/** `wordmill run FILE`. Exit 0 when all is done, 130 when interrupted, 3 when it could not finish; resumable in each case. */
export async function run(file: string, command: RunCommand, context: CommandContext): Promise<ExitCode> {
  const { console, signals } = context;
  const loaded = await loadFile(file);
  const strategy = limited(runnable(loaded, describeErrors), command.limit);
  refuseUnpriced(strategy);
  const overrides = readOverrides(command.model, strategy);
  const folder = outputFolder(strategy, loaded.folder, command.output);
  const plan = planStrategy(strategy);
  const readerOptions = readerOptionsOf(strategy, loaded.folder, { signal: signals.abort });
  const sources = await openSources(strategy.seeds.from, readerOptions);

  const opened = await openRun(
    folder,
    { strategy, strategyHash: plan.hash, sources, version: manifest.version },
    worker,
    {
      retryFailed: command.retryFailed,
    },
  );
  const tally = createTally(strategy.mix.tokens !== null || strategy.mix.natural !== null);
  tally.add(opened.earlier);
  const report = createRunReporter({
    run: opened,
    plan,
    sources,
    counts: tally.counts,
    format: command.format,
    console,
  });
  const { rephraserOptions } = context;
  const rephrasers = openRephrasers(
    strategy,
    overrides,
    rephraserOptions({ strategyFolder: loaded.folder, signal: signals.abort, onNotice: report.notice }),
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
  });
  try {
    await report.begin(prepared);
    const done = await prepared.complete();
    await report.flush();
    await opened.finish();
    await report.end(done ? 'finished' : 'interrupted', null);
    return done ? exitCodes.fine : exitCodes.cancelled;
  } catch (error) {
    const cancelled = drain.aborted;
    if (error instanceof BudgetError && !cancelled) {
      await report.flush();
      await opened.finish();
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

/** The worker's name in ledger and status; a run on one machine has one. */
const worker = '0000';

/** @throws CommandError where dollars are limited and a model that is asked has no price. */
function refuseUnpriced({ budget, models, rephrasings }: Strategy): void {
  if (budget.dollars === null) return;
  const asked = new Set(rephrasings.flatMap(({ steps }) => steps.map(({ model }) => model)));
  const unpriced = [...asked].find((name) => models[name]?.price === null);
  if (unpriced === undefined) return;
  throw new CommandError(
    exitCodes.problems,
    `budget.dollars needs the price of every model that is asked, and ${unpriced} has none; give it a \`price\`, or limit budget.tokens instead.`,
  );
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
