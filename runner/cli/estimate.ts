import { resolve } from 'node:path';
import type { Strategy } from '#language';
import { openSources, writeEstimate } from '#store';
import { systemClock } from '../clock.ts';
import { estimateRun } from '../estimate/estimate.ts';
import { estimateAsText } from '../estimate/words.ts';
import { CommandError, type ExitCode, exitCodes } from '../exit.ts';
import { limited } from '../limited.ts';
import { loadFile, runnable } from '../load.ts';
import { openPlan } from '../open-plan.ts';
import { readerOptionsOf } from '../reader-options.ts';
import { openRephrasers, overriddenModels, readOverrides } from '../rephrasers.ts';
import { describeErrors } from './check.ts';
import type { CommandContext } from './context.ts';

export interface EstimateCommand {
  readonly output?: string;
  readonly limit?: number;
  readonly target?: string;
  readonly probe: boolean;
  readonly model: readonly string[];
  readonly format: 'text' | 'json';
}

/** `wordmill estimate FILE`: what a run would cost. Without `--no-probe` it asks models a few dozen times. */
export async function estimate(file: string, command: EstimateCommand, context: CommandContext): Promise<ExitCode> {
  const { console, signals, rephraserOptions } = context;
  const loaded = await loadFile(file);
  const strategy = limited(runnable(loaded, describeErrors), command.limit);
  const overrides = readOverrides(command.model, strategy);
  const workers = workersOf(strategy, command.target);
  const signal = AbortSignal.any([signals.drain, signals.abort]);
  const plan = await openPlan(strategy, context.languageIdentifier);
  const sources = await openSources(strategy.seeds.from, readerOptionsOf(strategy, loaded.folder, { signal }));
  const rephrasers = openRephrasers(
    strategy,
    overrides,
    rephraserOptions({ strategyFolder: loaded.folder, signal, onNotice: console.talk }),
  );
  try {
    const found = await estimateRun({
      plan,
      sources,
      models: overriddenModels(strategy, overrides),
      rephrasers,
      asks: command.probe,
      workers,
      clock: systemClock,
      now: () => new Date().toISOString(),
      signal,
      onState: console.progress,
    });
    console.endProgress();
    if (command.format === 'json') console.result(JSON.stringify(found, null, 2));
    else console.result(estimateAsText(found));
    for (const note of found.notes) console.talk(note);
    if (command.output !== undefined) {
      const written = await writeEstimate(resolve(command.output), found);
      console.talk(`It is in ${written}; a run into the same folder reports against it.`);
    }
    return exitCodes.fine;
  } finally {
    await rephrasers.dispose();
  }
}

function workersOf({ targets }: Strategy, name: string | undefined): number {
  if (name === undefined) return 1;
  const target = targets[name];
  if (target !== undefined) return target.workers;
  const known = Object.keys(targets);
  const there = known.length === 0 ? 'it has no targets' : `it has: ${known.join(', ')}`;
  throw new CommandError(exitCodes.usage, `The strategy has no target ${name}; ${there}.`);
}
