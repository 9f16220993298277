import { resolve } from 'node:path';
import { type AcceptRates, type RephrasingRecord, seededSample, type SetMeasures } from '#engine';
import { explaining } from '../explaining.ts';
import { type Machine, thisMachine } from '../machine.ts';
import type { Counts } from '../run/counts.ts';
import { layoutOf } from '../run/layout.ts';
import { type CommittedSlice, committedSlices, type Part, readLedgers } from '../run/ledger.ts';
import { dollarsOfRun } from './estimate-section.ts';
import { partsWith, readRecords, type RecordReader } from './read-records.ts';
import { setReader } from './set-report.ts';
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

/** Slices whose records are looked at: reading all of a very large output again would take hours. */
const slicesLookedAt = 16;

/** Records of one run that are looked at. */
const mostRecords = 20_000;

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
  const set = setReader(manifest, committed);
  const compared = comparedRecords(committed);
  await readRecords(system, layout, manifest, [set, compared]);
  const records = compared.records();
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

/** Records of some slices, the same slices in all runs that have them, until there are enough. */
function comparedRecords(committed: readonly CommittedSlice[]): RecordReader & {
  records(): readonly RephrasingRecord[];
} {
  const slices = seededSample<Part>(slicesLookedAt, 'slices that are compared');
  for (const { slice, data } of committed) if (data) slices.add(slice, data);
  const records: RephrasingRecord[] = [];
  return {
    files: partsWith(slices.taken(), mostRecords),
    passesOverDamage: false,
    take(more) {
      records.push(...more);
    },
    records: () => records,
  };
}
