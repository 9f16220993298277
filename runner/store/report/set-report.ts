import { gzipSync } from 'node:zlib';
import { acceptRates, type AcceptRates, measureSet, seededSample, type SetMeasures, type SetText } from '#engine';
import type { Counts } from '../run/counts.ts';
import type { CommittedSlice, Part } from '../run/ledger.ts';
import type { RunManifest } from '../run/manifest.ts';
import { partsWith, type RecordReader } from './read-records.ts';

/** What a run's output is like as a whole. */
export interface SetReport {
  /** Of all finished pieces. */
  readonly accepted: AcceptRates;
  /** Of a sample of the records. */
  readonly set: SetMeasures;
}

/** Records that are measured. The measures of variety depend on the number, so that it is the same for all runs. */
const sampledRecords = 2_000;

/** Of as many parts as have so many rows the sample is drawn: reading all of a large output again would take longer than it is worth. */
const readRows = 20_000;
/** However few rows they have. */
const mostParts = 100;

/** Reads what {@link SetReport} is made of. */
export interface SetReader extends RecordReader {
  /** @param counts of the finished slices */
  report(counts: Readonly<Counts>): SetReport;
}

/** The same finished slices give the same sample, whoever made them and in whatever order they are read. */
export function setReader({ strategy }: RunManifest, slices: Iterable<CommittedSlice>): SetReader {
  const seed = `${strategy.seed}\nset measures`;
  const parts = seededSample<Part>(mostParts, seed);
  for (const { data } of slices) if (data) parts.add(data.file, data);
  const sample = seededSample<SetText>(sampledRecords, seed);
  const gated = strategy.rephrasings.map(({ name, keep }) => ({
    name,
    gates: keep.map(({ expression }) => expression),
  }));
  return {
    files: partsWith(parts.taken(), readRows),
    passesOverDamage: false,
    take(records) {
      for (const { id, text, style } of records) sample.add(id, { text, style });
    },
    report: (counts) => ({
      accepted: acceptRates(gated, counts),
      set: measureSet(sample.taken(), (bytes) => gzipSync(bytes)),
    }),
  };
}
