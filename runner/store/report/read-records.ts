import { join } from 'node:path';
import { type RephrasingRecord, seededSample } from '#engine';
import type { FileSystem } from '../file-system.ts';
import { partFormat, provenanceOf } from '../parts/part-format.ts';
import type { Layout } from '../run/layout.ts';
import type { CommittedSlice } from '../run/ledger.ts';
import type { RunManifest } from '../run/manifest.ts';

/** Somebody who looks at records of a run. */
export interface RecordReader {
  /** Told all records of each of the slices. */
  take(records: readonly RephrasingRecord[]): void;
}

/** Which slices are looked at: as many as have rows enough, in an order that is drawn. */
export interface Looking {
  /** What the draw hangs on; the same finished slices give the same ones, whoever made them. */
  readonly seed: string;
  readonly rows: number;
  /** However few rows they have. */
  readonly slices: number;
}

/** Reading all of a large output again would take longer than it is worth. */
export function lookedAt(all: Iterable<CommittedSlice>, { seed, rows, slices }: Looking): readonly CommittedSlice[] {
  const drawn = seededSample<CommittedSlice>(slices, seed);
  for (const slice of all) drawn.add(slice.slice, slice);
  const looked: CommittedSlice[] = [];
  let found = 0;
  for (const slice of drawn.taken()) {
    if (found >= rows) break;
    found += (slice.data?.rows ?? 0) + (slice.rejected?.rows ?? 0);
    looked.push(slice);
  }
  return looked;
}

/** Reads the parts of slices, each once for all who look at it, and with one of them in memory at a time. */
export async function readRecords(
  system: FileSystem,
  layout: Layout,
  manifest: RunManifest,
  slices: readonly CommittedSlice[],
  readers: readonly RecordReader[],
): Promise<void> {
  const format = await partFormat(manifest.strategy.output, provenanceOf(manifest));
  for (const { data } of slices) {
    const bytes = data === null ? null : await system.read(join(layout.folder, data.file));
    if (bytes === null) continue;
    const records = await format.decode(bytes);
    for (const reader of readers) reader.take(records);
  }
}
