import { type Plan, syntheticGoal } from '#engine';
import type { Strategy } from '#language';
import { type Mixture, openSources, type ReaderOptions, type Run, sliceId, type Source, StoreError } from '#store';
import { makeMixture } from './last-step-mixture.ts';
import { removeRows } from './last-step-removal.ts';
import { madeTokens } from './synthetic-end.ts';

export interface LastStepOptions {
  readonly plan: Plan;
  readonly run: Run;
  /** The seeds. */
  readonly sources: readonly Source[];
  readonly inputs: LastStepInputs;
  /** Aborted to end at once; what is unfinished then is done by the next attempt. */
  readonly signal: AbortSignal;
  /** Told what is being done. */
  readonly onNotice: (text: string) => void;
}

/** What the last step reads besides the seeds. */
export interface LastStepInputs {
  /** Natural documents; null where they are the seeds. */
  readonly natural: readonly Source[] | null;
  readonly benchmarks: readonly Source[];
}

/**
 * Opens what `mix.from` and `decontaminate.against` name.
 * @param options as the seeds are read
 * @throws StoreError where it is not there
 */
export async function openLastStepInputs(
  { mix, decontaminate }: Strategy,
  options: ReaderOptions,
): Promise<LastStepInputs> {
  const from = (mix.natural ?? 0) > 0 ? mix.from : null;
  const against = decontaminate?.against ?? [];
  const ofBenchmarks = { ...options, textField: null, idField: null, fields: null, key: 'decontaminate.against' };
  return {
    natural: from && (await openSources(from, { ...options, key: 'mix.from' })),
    benchmarks: await openSources(against, ofBenchmarks),
  };
}

/**
 * The last step of a run, to be done by one process when every slice of every source is finished: duplicates and rows that
 * give benchmarks away are moved to the rejects, natural documents are added, and finished.json says that it is done. It can
 * be killed at any time and done again, with the same result; where it is done already it does nothing.
 * @returns what was made; null where the strategy has no last step
 * @throws StoreError where slices are missing, another process is at it, or the disk refuses; the reason of the signal when it is aborted
 */
export async function runLastStep(options: LastStepOptions): Promise<Mixture | null> {
  const { run, sources } = options;
  const { strategy } = options.plan;
  const { lastStep } = run;
  if (!hasLastStep(strategy)) return null;
  const done = await lastStep.finished();
  if (done !== null) return done;
  refuseUnfinished(run, sources, strategy);

  return lastStep.alone(() => doLastStep(options));
}

async function doLastStep({ plan, run, sources, inputs, signal, onNotice }: LastStepOptions): Promise<Mixture> {
  const { strategy } = plan;
  const { lastStep } = run;
  const notes: string[] = [];
  if (strategy.dedup !== null || strategy.decontaminate !== null) {
    onNotice('looking for duplicates and benchmarks');
    notes.push(...(await removeRows({ strategy, lastStep, benchmarks: inputs.benchmarks, signal })));
  }
  const pool = inputs.natural === null ? { sources, seedsOnly: true } : { sources: inputs.natural, seedsOnly: false };
  const { created } = run.manifest;
  if ((strategy.mix.natural ?? 0) > 0) onNotice('adding natural documents');
  const { mixture, natural } = await makeMixture({ plan, counts: run.counts(), lastStep, pool, created, signal });
  const made = { ...mixture, notes: [...notes, ...mixture.notes] };
  await lastStep.finish(made, natural);
  return made;
}

function hasLastStep({ mix, dedup, decontaminate }: Strategy): boolean {
  const { natural, tokens, styles } = mix;
  return (
    dedup !== null ||
    decontaminate !== null ||
    [natural, tokens].some((value) => value !== null) ||
    Object.keys(styles).length > 0
  );
}

/** @throws StoreError where a worker has work left. */
function refuseUnfinished(run: Run, sources: readonly Source[], strategy: Strategy): void {
  const counts = run.counts();
  const limit = strategy.seeds.limit ?? Number.POSITIVE_INFINITY;
  const goal = syntheticGoal(strategy.mix) ?? Number.POSITIVE_INFINITY;
  if (counts.documents >= limit || madeTokens(counts) >= goal) return;
  for (const [index, source] of sources.entries()) {
    for (let number = 0; ; number++) {
      const slice = run.committed(sliceId(index, number));
      if (slice?.last === true) break;
      if (slice !== undefined) continue;
      throw new StoreError(
        'damaged',
        `The slice ${sliceId(index, number)} of ${source.name} is not finished, so the run's last step cannot be done; run the same command again.`,
      );
    }
  }
}
