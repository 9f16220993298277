import { gzipSync } from 'node:zlib';
import { acceptRates, type AcceptRates, measureSet, seededSample, type SetMeasures, type SetText } from '#engine';
import type { Counts } from '../run/counts.ts';
import type { CommittedSlice } from '../run/ledger.ts';
import type { RunManifest } from '../run/manifest.ts';
import { lookedAt, type RecordReader } from './read-records.ts';

/** What a run's output is like as a whole. */
export interface SetReport {
  /** Of all finished pieces. */
  readonly accepted: AcceptRates;
  /** Of a sample of the records. */
  readonly set: SetMeasures;
}

/** Records that are measured. The measures of variety depend on the number, so that it is the same for all runs. */
const sampledRecords = 2_000;

/** Reads what {@link SetReport} is made of. */
export interface SetReader extends RecordReader {
  /** @param counts of the finished slices */
  report(counts: Readonly<Counts>): SetReport;
}

/** The slices that a report is made of. */
export function reportedSlices({ strategy }: RunManifest, all: Iterable<CommittedSlice>): readonly CommittedSlice[] {
  return lookedAt(all, { seed: seedOf(strategy), rows: 20_000, slices: 100 });
}

/** The same slices give the same sample, in whatever order they are read. */
export function setReader({ strategy }: RunManifest): SetReader {
  const sample = seededSample<SetText>(sampledRecords, seedOf(strategy));
  const gated = strategy.rephrasings.map(({ name, keep }) => ({
    name,
    gates: keep.map(({ expression }) => expression),
  }));
  return {
    take(records) {
      for (const { id, text, style } of records) sample.add(id, { text, style });
    },
    report: (counts) => ({
      accepted: acceptRates(gated, counts),
      set: measureSet(sample.taken(), (bytes) => gzipSync(bytes)),
    }),
  };
}

function seedOf({ seed }: RunManifest['strategy']): string {
  return `${seed}\nset measures`;
}
