import type { RephrasingRecord } from '#engine';
import type { RunManifest } from '../run/manifest.ts';
import type { RecordReader } from './read-records.ts';

/** So many are shown at the most. */
const examples = 3;

/** Reads records that are shown to people. */
export interface ExampleReader extends RecordReader {
  examples(): readonly RephrasingRecord[];
}

/** One record of each of the first rephrasings, which says more than three of one, out of the first part that has any. */
export function exampleReader({ strategy: { rephrasings } }: RunManifest): ExampleReader {
  let found: readonly RephrasingRecord[] = [];
  return {
    take(records) {
      if (found.length > 0) return;
      const firsts = rephrasings.flatMap(({ name }) => records.find(({ rephrasing }) => rephrasing === name) ?? []);
      found = firsts.slice(0, examples);
    },
    examples: () => found,
  };
}
