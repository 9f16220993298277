import type { Target } from '#language';
import { shortHash } from '#engine';
import { readProgress, type RunSetup } from '#store';
import { rayTarget } from './ray/ray.ts';
import { slurmTarget } from './slurm/slurm.ts';
import { readSubmission, writeSubmission } from './submission.ts';
import type { RunTarget, TargetRun } from './target.ts';

export interface OpenTargetOptions extends TargetRun {
  /** Name of the target in the strategy. */
  readonly name: string;
  readonly target: Target;
  /** The workers to send out, by their numbers; all of them where it is absent. Ray always has all. */
  readonly indexes?: readonly number[];
}

/** The target as something that workers can be sent to. @throws TargetError where the environment lacks what it names. */
export function openTarget({ name, target, indexes, ...run }: OpenTargetOptions): RunTarget {
  switch (target.kind) {
    case 'ray':
      return rayTarget({ name, target, run });
    case 'slurm':
      return slurmTarget({ name, target, run, ...(indexes === undefined ? {} : { indexes }) });
  }
}

export interface ResendOptions extends Pick<TargetRun, 'runnerScript' | 'environment' | 'signal'> {
  /** Units of the run that are not finished, by their numbers. */
  readonly left: readonly number[];
}

/**
 * Called where a run's last job has found work left. On Slurm it sends those workers out again that have some, as long as
 * every round finishes something; Ray's driver and other starters have their own ways to repeat.
 * @returns what was done, as a sentence.
 */
export async function resendWorkers(folder: string, { left, ...run }: ResendOptions): Promise<string> {
  const before = await readSubmission(folder);
  if (before?.kind !== 'slurm' || before.last !== run.environment('SLURM_JOB_ID')) {
    return 'Start the workers again, and do this when they have ended.';
  }
  const { setup, slices } = await readProgress(folder);
  if (slices <= before.slices) {
    return `The workers were not sent out again, since they have finished no slice since they were; see what they say in ${folder}/logs.`;
  }
  const target = setup.strategy.targets[before.name];
  if (target === undefined) return `The strategy has no target ${before.name} any more.`;
  const indexes = [...new Set(left.map((unit) => unit % before.workers))].toSorted((one, other) => one - other);
  const { name: strategy } = setup.strategy;
  const reached = openTarget({
    ...run,
    name: before.name,
    target,
    indexes,
    folder,
    strategy,
    id: runId(folder, setup),
  });
  const sent = await reached.submit(before.attempt + 1, slices);
  await writeSubmission(folder, sent);
  return `Their workers were sent out again as ${reached.describe(sent)}.`;
}

/** {@link TargetRun.id}; two folders can hold the same run. */
export function runId(folder: string, { run, created }: Pick<RunSetup, 'run' | 'created'>): string {
  return shortHash([run, created, folder].join('\n'));
}
