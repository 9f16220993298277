import { join } from 'node:path';
import type { Reject } from '#engine';
import { explaining } from '../explaining.ts';
import type { FileSystem } from '../file-system.ts';
import type { Machine } from '../machine.ts';
import { decodeRejects } from '../parts/jsonl-part.ts';
import { StoreError } from '../store-error.ts';
import type { FinishedRun } from '../last-step/finished.ts';
import { type Counts, reasonKey, sumCounts } from '../run/counts.ts';
import { type Estimate, readEstimate } from '../run/estimate.ts';
import type { Layout } from '../run/layout.ts';
import { type CommittedSlice, committedSlices, readLedgers } from '../run/ledger.ts';
import type { RunManifest } from '../run/manifest.ts';
import { readRunFiles } from '../run/read-run.ts';

/** What a run's report and its dataset card are made of. */
export interface Summary {
  readonly manifest: RunManifest;
  /** Of the finished slices. */
  readonly counts: Readonly<Counts>;
  readonly slices: number;
  /** What the last step has made; null where it is not done, or there is none. */
  readonly finished: FinishedRun | null;
  /** What the run was expected to cost; null where nobody has estimated it. */
  readonly estimate: Estimate | null;
  readonly requests: number;
  readonly seconds: number;
  /** A few rejects for every reason. */
  readonly rejected: ReadonlyMap<string, readonly Reject[]>;
  /** Rows that were no documents, the first of every slice. */
  readonly bad: readonly string[];
}

/** Examples of every kind. */
const examples = 3;

/** Parts in which examples are looked for: what a reader is shown need not cost reading the whole output. */
const partsLookedAt = 20;

export async function summarise(layout: Layout, machine: Machine): Promise<Summary> {
  const system = explaining(machine.fileSystem);
  const { manifest, workers, finished } = await readRunFiles(layout, machine);
  if (manifest === undefined) {
    throw new StoreError(
      'damaged',
      `${layout.manifest} cannot be read; running the strategy into the folder again repairs it.`,
    );
  }
  const committed = committedSlices(await readLedgers(system, layout));
  const slices = [...committed.values()].toSorted((left, right) => (left.slice < right.slice ? -1 : 1));
  return {
    manifest,
    counts: sumCounts(slices),
    slices: slices.length,
    finished,
    estimate: await readEstimate(system, layout, manifest.strategy_hash),
    requests: workers.reduce((sum, { requests }) => sum + requests, 0),
    seconds: Math.max(0, ...workers.map(({ seconds }) => seconds)),
    rejected: await someRejects(system, layout, slices),
    bad: slices.flatMap(({ bad }) => bad.map(({ message }) => message)).slice(0, partsLookedAt),
  };
}

async function someRejects(
  system: FileSystem,
  layout: Layout,
  slices: readonly CommittedSlice[],
): Promise<ReadonlyMap<string, readonly Reject[]>> {
  const found = new Map<string, Reject[]>();
  const parts = slices.flatMap(({ rejected }) => rejected ?? []).slice(0, partsLookedAt);
  for (const { file } of parts) {
    const bytes = await system.read(join(layout.folder, file));
    for (const reject of bytes === null ? [] : decodeRejects(bytes)) {
      const key = reasonKey(reject);
      const those = found.get(key) ?? [];
      if (those.length < examples) found.set(key, [...those, reject]);
    }
  }
  return found;
}
