import { resolve } from 'node:path';
import { type Machine, thisMachine } from '../machine.ts';
import { type FinishedRun, readFinished } from '../last-step/finished.ts';
import { explaining } from '../explaining.ts';
import { StoreError } from '../store-error.ts';
import { type Counts, sumCounts } from './counts.ts';
import { type Layout, layoutOf } from './layout.ts';
import { type CommittedSlice, committedSlices, readLedgers } from './ledger.ts';
import { parseManifest, type RunManifest } from './manifest.ts';
import { isAtWork, readStatuses, type RunState, type Status } from './status.ts';
import { sumWorkers } from './sum-workers.ts';

/** How a run stands, told by its files alone. */
export interface RunStatus extends Readonly<Counts> {
  readonly state: RunState;
  readonly in_flight: number;
  readonly requests: number;
  readonly seconds: number;
  readonly left: number | null;
  readonly waiting: string | null;
  readonly message: string | null;
  /** The run folder, as an absolute path. */
  readonly output: string;
  /** Name of the strategy; null where run.json cannot be read. */
  readonly strategy: string | null;
  /** Finished slices. */
  readonly slices: number;
  readonly workers: readonly Status[];
  /** Rows of `natural/` and their tokens, estimated; 0 as long as the last step is not done. */
  readonly natural_records: number;
  readonly natural_tokens: number;
}

/**
 * Reads how a run stands, whether or not it is running. It only counts as running where its process is alive on this
 * host, or on another host has written its status within the last half minute.
 * @throws StoreError `not-a-run` where the folder holds no run.
 */
export async function readRun(folder: string, machine: Machine = thisMachine()): Promise<RunStatus> {
  const layout = layoutOf(resolve(folder));
  const { manifest, counts, slices, workers, committed, finished } = await readRunFiles(layout, machine);
  const states = workers.map((status) => stateOf(status, machine));
  const system = explaining(machine.fileSystem);
  const shared = await sumWorkers(layout, machine, system, { statuses: workers, states, committed });
  // When the last step is done, the ledger has the last word.
  const alone = workers.length > 0 && finished === null ? sumCounts(workers) : counts;
  const from = shared?.counts ?? alone;
  const state = shared?.state ?? stateOfAll(states);
  const lefts = workers.map(({ left }) => left);
  return {
    state,
    ...from,
    in_flight: sumOf(workers, ({ in_flight }, index) => (states[index] === 'running' ? in_flight : 0)),
    requests: sumOf(workers, ({ requests }) => requests),
    seconds: Math.max(0, ...workers.map(({ seconds }) => seconds)),
    left:
      state === 'finished'
        ? 0
        : lefts.length === 0 || lefts.includes(null)
          ? null
          : sumOf(workers, ({ left }) => left ?? 0),
    waiting: workers.find(({ waiting }, index) => states[index] === 'running' && waiting !== null)?.waiting ?? null,
    message: state === 'finished' ? null : (workers.find(({ message }) => message !== null)?.message ?? null),
    output: layout.folder,
    strategy: manifest?.strategy.name ?? workers[0]?.strategy ?? null,
    slices,
    workers,
    natural_records: finished?.natural_records ?? 0,
    natural_tokens: finished?.natural_tokens ?? 0,
  };
}

/** What the files of a run folder hold. */
export interface RunFiles {
  readonly manifest: RunManifest | undefined;
  /** Of the finished slices. */
  readonly counts: Counts;
  readonly slices: number;
  readonly committed: ReadonlyMap<string, CommittedSlice>;
  readonly workers: readonly Status[];
  /** What the last step has made; null where it is not done, or there is none. */
  readonly finished: FinishedRun | null;
}

export async function readRunFiles(layout: Layout, machine: Machine): Promise<RunFiles> {
  const system = explaining(machine.fileSystem);
  const text = await system.read(layout.manifest);
  if (text === null) {
    throw new StoreError('not-a-run', `${layout.folder} is no run folder: it has no run.json.`);
  }
  const committed = committedSlices(await readLedgers(system, layout));
  return {
    manifest: parseManifest(text.toString('utf8')),
    counts: sumCounts(committed.values()),
    slices: committed.size,
    committed,
    workers: await readStatuses(system, layout),
    finished: await readFinished(system, layout, committed.values()),
  };
}

function stateOf(status: Status, machine: Machine): RunState {
  if (status.state !== 'running') return status.state;
  return isAtWork(status, machine) ? 'running' : 'interrupted';
}

function stateOfAll(states: readonly RunState[]): RunState {
  for (const state of ['running', 'failed', 'interrupted'] as const) if (states.includes(state)) return state;
  return states.length > 0 ? 'finished' : 'interrupted';
}

function sumOf<T>(values: readonly T[], number: (value: T, index: number) => number): number {
  return values.reduce((sum, value, index) => sum + number(value, index), 0);
}
