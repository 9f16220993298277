import { type Plan, planDocument } from '#engine';
import {
  openRun,
  openSources,
  type Place,
  readRows,
  type RunPlan,
  type RunSetup,
  sliceStarts,
  type Source,
  type SourceSetup,
  start,
  StoreError,
  unitsOf,
  writeSetup,
} from '#store';
import manifest from '../package.json' with { type: 'json' };
import { type LastStepInputs, openLastStepInputs } from './last-step.ts';
import { readerOptionsOf } from './reader-options.ts';
import type { ModelOverrides } from './rephrasers.ts';

export interface SetUpOptions {
  /** Absolute path of the run folder. */
  readonly folder: string;
  readonly plan: Plan;
  /** Absolute folder of the strategy. */
  readonly baseFolder: string;
  readonly sources: readonly Source[];
  readonly inputs: LastStepInputs;
  readonly overrides: ModelOverrides;
  readonly retryFailed: boolean;
  readonly signal: AbortSignal;
  /** Told what takes long. */
  readonly onNotice: (text: string) => void;
}

/** Name of the one process that sets runs up and ends them; a run on one machine has the same, so that both exclude each other. */
export const onlyWorker = '0000';

/**
 * Makes the run folder, or goes on with the run in it, and writes down what workers need: the resolved strategy, where
 * its files lie, where models are, and where every slice begins. An exact `seeds.limit` needs an order, so that it is
 * found here, once, by reading up to it and asking `seeds.keep`; each slice then knows how many documents it may take.
 * @throws StoreError as `openRun` does; the signal's reason when it is aborted.
 */
export async function setUpRun(options: SetUpOptions): Promise<RunSetup> {
  const { folder, plan, baseFolder, sources, inputs, overrides, retryFailed, signal } = options;
  const run = await openRun(folder, runPlanOf(plan, sources, inputs), onlyWorker, { retryFailed });
  try {
    const setup: RunSetup = {
      format: 1,
      run: run.manifest.run,
      created: run.manifest.created,
      strategy: plan.strategy,
      base_folder: baseFolder,
      models: Object.fromEntries(overrides),
      retry_failed: retryFailed,
      sources: await sourceSetups(options),
    };
    signal.throwIfAborted();
    await writeSetup(folder, setup);
    return setup;
  } finally {
    await run.close();
  }
}

/** What a run is, for its folder. */
export function runPlanOf(plan: Plan, sources: readonly Source[], { natural, benchmarks }: LastStepInputs): RunPlan {
  const { strategy, hash: strategyHash } = plan;
  return { strategy, strategyHash, sources, natural: natural ?? [], benchmarks, version: manifest.version };
}

/** What a run that was set up reads. */
export interface SetUpInputs {
  readonly sources: readonly Source[];
  readonly inputs: LastStepInputs;
}

/** The inputs of a run that was set up. @throws StoreError where this machine does not see them as the other did. */
export async function inputsOf(
  { strategy, base_folder: baseFolder }: RunSetup,
  signal: AbortSignal,
): Promise<SetUpInputs> {
  const options = readerOptionsOf(strategy, baseFolder, { signal });
  try {
    const sources = await openSources(strategy.seeds.from, options);
    return { sources, inputs: await openLastStepInputs(strategy, options) };
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 'not-found') throw error;
    throw new StoreError(
      'not-found',
      `${error.message} Workers need the folder of the strategy, ${baseFolder}, under the same path on every machine.`,
      { cause: error },
    );
  }
}

/** Names of the workers of a run. */
export function workerName(index: number): string {
  return `w${String(index).padStart(4, '0')}`;
}

/** What to say where some of the workers would find nothing to do; null where all have work. */
export function idleWorkers(setup: RunSetup, workers: number): string | null {
  const units = unitsOf(setup).length;
  if (units >= workers) return null;
  return `The run has ${units} ${units === 1 ? 'slice' : 'slices'} for ${workers} workers, so that ${workers - units} have nothing to do: make output.rows smaller (it is ${setup.strategy.output.rows}), or take fewer workers. A packed .jsonl file is one worker's as a whole.`;
}

async function sourceSetups(options: SetUpOptions): Promise<readonly SourceSetup[]> {
  const { limit } = options.plan.strategy.seeds;
  return limit === null ? wholeSources(options) : limitedSources(options, limit);
}

async function wholeSources({ plan, sources, signal, onNotice }: SetUpOptions): Promise<readonly SourceSetup[]> {
  const setups: SourceSetup[] = [];
  for (const source of sources) {
    if (source.kind === 'jsonl' && source.sizeBytes > noticeableBytes) onNotice(`finding the slices of ${source.name}`);
    const found = await sliceStarts(source, plan.strategy.output.rows, signal);
    setups.push({ name: source.name, slices: found?.starts ?? null, rows: found?.rows ?? null, limit: null });
  }
  return setups;
}

/** Files below this are read in less than the time that it takes to read a notice. */
const noticeableBytes = 1e9;

async function limitedSources(options: SetUpOptions, limit: number): Promise<readonly SourceSetup[]> {
  const { plan, sources, signal, onNotice } = options;
  onNotice(`finding the first ${limit} documents that seeds.keep lets through`);
  const setups: SourceSetup[] = [];
  let kept = 0;
  for (const source of sources) {
    if (kept >= limit) {
      setups.push({ name: source.name, slices: [], rows: 0, limit: null });
      continue;
    }
    const found = await limitedSource(source, plan, limit - kept, signal);
    kept += found.kept;
    const whole = source.kind === 'jsonl.gz' || source.kind === 'jsonl.zst';
    setups.push({
      name: source.name,
      slices: whole ? null : found.starts,
      rows: found.rows,
      limit: kept < limit ? null : whole ? found.kept : found.keptOfSlice,
    });
  }
  return setups;
}

interface LimitedSource {
  readonly starts: readonly Place[];
  /** Rows up to the limit, or all. */
  readonly rows: number;
  readonly kept: number;
  /** Of them, those of the last slice. */
  readonly keptOfSlice: number;
}

async function limitedSource(source: Source, plan: Plan, limit: number, signal: AbortSignal): Promise<LimitedSource> {
  const starts: Place[] = [start];
  let rows = 0;
  let kept = 0;
  let keptOfSlice = 0;
  let behind: Place = start;
  for await (const row of readRows(source, start, signal)) {
    if (kept === limit) break;
    if (rows > 0 && rows % plan.strategy.output.rows === 0) {
      starts.push(behind);
      keptOfSlice = 0;
    }
    rows++;
    behind = row.next;
    if (row.kind === 'bad' || planDocument(plan, row.document).kind === 'skipped') continue;
    kept++;
    keptOfSlice++;
  }
  return { starts, rows, kept, keptOfSlice };
}
