import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { acceptRates, type AcceptRates, measureSet, seededSample, type SetMeasures, type SetText } from '#engine';
import type { FileSystem } from '../file-system.ts';
import { partFormat, provenanceOf } from '../parts/part-format.ts';
import type { Layout } from '../run/layout.ts';
import { committedSlices, type Part, readLedgers } from '../run/ledger.ts';
import type { Summary } from './summary.ts';

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

/** Goes over `data/` once, one part at a time. The same finished slices give the same sample, whoever made them. */
export async function reportSet(
  system: FileSystem,
  layout: Layout,
  { manifest, counts }: Pick<Summary, 'manifest' | 'counts'>,
): Promise<SetReport> {
  const { strategy } = manifest;
  const seed = `${strategy.seed}\nset measures`;
  const parts = seededSample<Part>(mostParts, seed);
  for (const { data } of committedSlices(await readLedgers(system, layout)).values())
    if (data) parts.add(data.file, data);

  const format = await partFormat(strategy.output, provenanceOf(manifest));
  const sample = seededSample<SetText>(sampledRecords, seed);
  let rows = 0;
  for (const { file, rows: more } of parts.taken()) {
    if (rows >= readRows) break;
    rows += more;
    const bytes = await system.read(join(layout.folder, file));
    for (const { id, text, style } of bytes === null ? [] : await format.decode(bytes)) sample.add(id, { text, style });
  }
  const gated = strategy.rephrasings.map(({ name, keep }) => ({
    name,
    gates: keep.map(({ expression }) => expression),
  }));
  return { accepted: acceptRates(gated, counts), set: measureSet(sample.taken(), (bytes) => gzipSync(bytes)) };
}
