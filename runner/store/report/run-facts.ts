import { resolve } from 'node:path';
import type { AcceptRates, RephrasingRecord, SetMeasures } from '#engine';
import { explaining } from '../explaining.ts';
import { type Machine, thisMachine } from '../machine.ts';
import type { Counts } from '../run/counts.ts';
import { layoutOf } from '../run/layout.ts';
import { committedSlices, readLedgers } from '../run/ledger.ts';
import { dollarsOfRun } from './estimate-section.ts';
import { lookedAt, type Looking, readRecords, type RecordReader } from './read-records.ts';
import { reportedSlices, setReader } from './set-report.ts';
import { summarise } from './summary.ts';
import { modelLabel } from './words.ts';

/** What one run is compared with others by. */
export interface RunFacts {
  /** The run folder, as an absolute path. */
  readonly output: string;
  readonly strategy: string;
  readonly strategyHash: string;
  /** The models that answered, as the records that were looked at call them; of a run that kept nothing those of the strategy. */
  readonly models: readonly string[];
  /** In the order of the strategy. */
  readonly rephrasings: readonly string[];
  /** Of the finished slices. */
  readonly counts: Readonly<Counts>;
  readonly requests: number;
  readonly seconds: number;
  readonly dollars: number;
  readonly accepted: AcceptRates;
  readonly set: SetMeasures;
  /** Records of some of its slices: of the same in all runs that have them. */
  readonly records: readonly RephrasingRecord[];
}

/** The same slices in all runs that have them. */
const compared: Looking = { seed: 'slices that are compared', rows: 20_000, slices: 16 };

/**
 * Reads what a run has made so far, and writes nothing.
 * @throws StoreError `not-a-run` where the folder holds no run.
 */
export async function runFacts(folder: string, machine: Machine = thisMachine()): Promise<RunFacts> {
  const layout = layoutOf(resolve(folder));
  const system = explaining(machine.fileSystem);
  const summary = await summarise(layout, machine);
  const { manifest, counts, requests, seconds } = summary;
  const { strategy } = manifest;
  const committed = [...committedSlices(await readLedgers(system, layout)).values()];
  const set = setReader(manifest);
  await readRecords(system, layout, manifest, reportedSlices(manifest, committed), [set]);
  const records: RephrasingRecord[] = [];
  const all: RecordReader = { take: (some) => void records.push(...some) };
  await readRecords(system, layout, manifest, lookedAt(committed, compared), [all]);
  const answered = [...new Set(records.map(({ model }) => model))].toSorted();
  return {
    output: layout.folder,
    strategy: strategy.name,
    strategyHash: manifest.strategy_hash,
    models: answered.length > 0 ? answered : Object.values(strategy.models).map(modelLabel),
    rephrasings: strategy.rephrasings.map(({ name }) => name),
    counts,
    requests,
    seconds,
    dollars: dollarsOfRun({ counts, models: strategy.models }),
    ...set.report(counts),
    records,
  };
}
