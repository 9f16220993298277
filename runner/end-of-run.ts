import { planStrategy } from '#engine';
import { type Counts, openRun, readProgress, removeLeftovers, type StatusReport } from '#store';
import manifest from '../package.json' with { type: 'json' };
import { onlyWorker, sourcesOf } from './set-up.ts';

/** How a run that several workers share stands when somebody wants to end it. */
export type Ending = { readonly kind: 'ended' } | { readonly kind: 'left'; readonly units: readonly number[] };

/**
 * Does the last step of a run that several workers have shared, where all of their slices are finished: exactly what a run
 * on one machine does after its last slice. One process does it, which holds the run's own lock.
 * @throws StoreError `locked` where another process does it already.
 */
export async function endOfRun(folder: string): Promise<Ending> {
  const { setup } = await readProgress(folder);
  const plan = planStrategy(setup.strategy);
  const run = await openRun(
    folder,
    {
      strategy: setup.strategy,
      strategyHash: plan.hash,
      sources: await sourcesOf(setup),
      version: manifest.version,
    },
    onlyWorker,
    { ending: true },
  );
  try {
    // Opening has ended commitments that a kill had interrupted, so that only now the ledgers say everything.
    const { left } = await readProgress(folder);
    if (left.length > 0) return { kind: 'left', units: left };
    await removeLeftovers(folder);
    await run.finish();
    await run.event('finished');
    await run.writeStatus(finished(run.earlier));
    return { kind: 'ended' };
  } finally {
    await run.close();
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
