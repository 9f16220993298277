import { planStrategy } from '#engine';
import { type Machine, type Mixture, openRun, type RunPlan } from '#store';
import { type LastStepInputs, openLastStepInputs, runLastStep } from '../../../runner/last-step.ts';
import { openSources } from '#store';
import { type Attempt, attempt, folder, machineOf, planOf } from '../store/helpers/small-run.ts';
import type { SimulatedDisk } from '../store/helpers/simulated-disk.ts';
import { temporaryFolder } from '../store/helpers/temporary-folder.ts';

type Strategy = RunPlan['strategy'];

/** The small run with a last step: its plan, and what that step reads. */
export interface SmallMixture {
  readonly plan: RunPlan;
  readonly inputs: LastStepInputs;
}

/** Four seeds and a benchmark item. Of the six records of the small run two are duplicates, and one gives the item away. */
const files = {
  'in.jsonl': ['One seed of four.', 'Another seed, which is longer.', 'A third seed.', 'The last of the seeds.']
    .map((text) => `${JSON.stringify({ text })}\n`)
    .join(''),
  'bench.jsonl': `${JSON.stringify({ question: 'A text of row', answers: ['2'] })}\n`,
};

export const everyKey: Partial<Strategy> = {
  mix: { perDocument: 'all', natural: 0.5, from: null, tokens: null, styles: {} },
  dedup: { exact: true, minhash: { ngram: 5, bands: 14, rows: 8 } },
  decontaminate: { against: ['bench.jsonl'], ngram: 3, overlap: 0.95 },
};

export async function smallMixture(
  changes: Partial<Strategy> = {},
  further: Readonly<Record<string, string>> = {},
): Promise<SmallMixture> {
  const { strategy, version } = planOf({ ...everyKey, ...changes });
  const baseFolder = await temporaryFolder({ ...files, ...further });
  const options = { baseFolder, textField: 'text', idField: null };
  const sources = await openSources(strategy.seeds.from, options);
  const inputs = await openLastStepInputs(strategy, options);
  const { natural, benchmarks } = inputs;
  const plan = { strategy, strategyHash: 'hash', version, sources, natural: natural ?? [], benchmarks };
  return { plan, inputs };
}

export interface Finishing extends Attempt {
  readonly retryFailed?: boolean;
}

/** Does what is left of the run, and its last step. */
export async function finish(
  disk: SimulatedDisk,
  small: SmallMixture,
  options: Finishing = {},
): Promise<Mixture | null> {
  await attempt(disk, { ...options, plan: small.plan });
  return lastStep(disk, small, options);
}

/** The last step alone. */
export async function lastStep(
  disk: SimulatedDisk,
  { plan, inputs }: SmallMixture,
  options: { readonly worker?: string; readonly machine?: Machine } = {},
): Promise<Mixture | null> {
  const { worker = 'local', machine = machineOf(disk) } = options;
  const run = await openRun(folder, plan, worker, { machine });
  try {
    const made = await runLastStep({
      plan: { ...planStrategy(plan.strategy), hash: plan.strategyHash },
      run,
      sources: plan.sources,
      inputs,
      signal: new AbortController().signal,
      onNotice: () => undefined,
    });
    await run.finish();
    return made;
  } finally {
    await run.close();
  }
}

/** All that the run is for, which must not depend on what happened on the way. */
export function productOf(disk: SimulatedDisk): Readonly<Record<string, string>> {
  const paths = disk.paths().filter((path) => /^\/out\/(?:data\/|rejects\/|natural\/|finished\.json$)/.test(path));
  return Object.fromEntries(
    paths.map((path) => [path.slice(folder.length + 1), disk.content(path).toString('base64')]),
  );
}

/** The rows of a .jsonl file of the run. */
export function rowsOf(disk: SimulatedDisk, file: string): readonly Record<string, unknown>[] {
  return disk
    .content(`${folder}/${file}`)
    .toString()
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Record<string, unknown>]));
}
