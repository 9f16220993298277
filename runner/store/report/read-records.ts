import { join } from 'node:path';
import type { RephrasingRecord } from '#engine';
import type { FileSystem } from '../file-system.ts';
import { partFormat, provenanceOf } from '../parts/part-format.ts';
import type { Layout } from '../run/layout.ts';
import type { Part } from '../run/ledger.ts';
import type { RunManifest } from '../run/manifest.ts';

/** Somebody who looks at the records of some parts of a run. */
export interface RecordReader {
  /** The parts, as ledgers name them. */
  readonly files: ReadonlySet<string>;
  /** Whether a part that is damaged counts for nothing: opening the run again tells of it and mends it. Else it is an error. */
  readonly passesOverDamage: boolean;
  /** Told all records of each of the parts, in any order of the parts. */
  take(records: readonly RephrasingRecord[]): void;
}

/** Reads parts, each once for all who look at it, and with one of them in memory at a time. */
export async function readRecords(
  system: FileSystem,
  layout: Layout,
  manifest: RunManifest,
  readers: readonly RecordReader[],
): Promise<void> {
  const format = await partFormat(manifest.strategy.output, provenanceOf(manifest));
  for (const file of new Set(readers.flatMap(({ files }) => [...files]))) {
    const those = readers.filter(({ files }) => files.has(file));
    const bytes = await system.read(join(layout.folder, file));
    if (bytes === null) continue;
    try {
      const records = await format.decode(bytes);
      for (const reader of those) reader.take(records);
    } catch (error) {
      if (!those.every(({ passesOverDamage }) => passesOverDamage)) throw error;
    }
  }
}

/** The first parts that together have so many rows, or all there are. */
export function partsWith(parts: Iterable<Part>, rows: number): ReadonlySet<string> {
  const files = new Set<string>();
  let found = 0;
  for (const part of parts) {
    if (found >= rows) break;
    found += part.rows;
    files.add(part.file);
  }
  return files;
}
