import type { LanguageIdentifier } from '#engine';
import { type Counts, openRun, readProgress, readRun, removeLeftovers, type StatusReport } from '#store';
import { runLastStep } from './last-step.ts';
import { openPlan } from './open-plan.ts';
import { inputsOf, onlyWorker, runPlanOf, workerName } from './set-up.ts';

/** How a run that several workers share stands when somebody wants to end it. */
export type Ending = { readonly kind: 'ended' } | { readonly kind: 'left'; readonly units: readonly number[] };

export interface EndOptions {
  readonly languageIdentifier: () => Promise<LanguageIdentifier>;
  /** Aborted to end at once; what is unfinished then is done by the next attempt. */
  readonly signal: AbortSignal;
  /** Told what is being done. */
  readonly onNotice: (text: string) => void;
}

/**
 * Does the last step of a run that several workers have shared, where all of their slices are finished: exactly what a run
 * on one machine does after its last slice. One process does it, which holds the run's own lock.
 * @param workers how many they were, where that is known: with `mix.tokens` a worker that has made its part of the tokens has
 * ended well, and leaves slices that nobody needs.
 * @throws StoreError `locked` where another process does it already.
 */
export async function endOfRun(
  folder: string,
  workers: number | null,
  { languageIdentifier, signal, onNotice }: EndOptions,
): Promise<Ending> {
  const { setup } = await readProgress(folder);
  const plan = await openPlan(setup.strategy, languageIdentifier);
  const { sources, inputs } = await inputsOf(setup, signal);
  const run = await openRun(folder, runPlanOf(plan, sources, inputs), onlyWorker, { ending: true });
  try {
    // Opening has ended commitments that a kill had interrupted, so that only now the ledgers say everything.
    const left = await leftUnits();
    if (left.length > 0) return { kind: 'left', units: left };
    await removeLeftovers(folder);
    await runLastStep({ plan, run, sources, inputs, signal, onNotice });
    await run.finish();
    await run.event('finished');
    await run.writeStatus(finished(run.counts()));
    return { kind: 'ended' };
  } finally {
    await run.close();
  }

  async function leftUnits(): Promise<readonly number[]> {
    const { left } = await readProgress(folder);
    if (setup.strategy.mix.tokens === null || workers === null) return left;
    const { workers: statuses } = await readRun(folder);
    const ended = new Set(statuses.flatMap(({ worker, state }) => (state === 'finished' ? [worker] : [])));
    return left.filter((unit) => !ended.has(workerName(unit % workers)));
  }
}

function finished(counts: Readonly<Counts>): StatusReport {
  return {
    state: 'finished',
    ...counts,
    in_flight: 0,
    requests: 0,
    seconds: 0,
    left: 0,
    waiting: null,
    message: null,
  };
}
