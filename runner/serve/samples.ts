import { canonicalJson, type Plan, type SeedDocument, sha256 } from '#engine';
import type { Source } from '#store';
import { sampleDocuments } from '../sample.ts';
import { createRecent, remembered } from './recent.ts';

/** Documents of strategies' samples, drawn once for all previews that walk through them. */
export interface Samples {
  /** The n-th document of the sample, from 0; undefined where it has no so many. */
  document(sources: readonly Source[], plan: Plan, index: number): Promise<SeedDocument | undefined>;
}

/** Documents that are drawn together: a walk through this many reads the corpus once. */
const drawnTogether = 64;
const keptSamples = 4;

/** @param signal ends the reading, for everybody who waits for it */
export function createSamples(signal: AbortSignal, draw: typeof sampleDocuments = sampleDocuments): Samples {
  const samples = createRecent<Promise<readonly SeedDocument[]>>(keptSamples);
  return {
    async document(sources, plan, index) {
      const key = sha256(canonicalJson(drawnBy(sources, plan)));
      let count = drawnTogether;
      while (count <= index) count *= 2;
      const drawn = await remembered(samples, `${key} ${count}`, () => draw(sources, plan, count, signal));
      return drawn[index];
    },
  };
}

/** All that a sample hangs on: the files as they are, which documents are taken, and the seed of the draw. */
function drawnBy(sources: readonly Source[], { strategy }: Plan): unknown {
  const files = sources.flatMap(({ files: of }) =>
    of.map(({ path, name, sizeBytes, modifiedMs }) => [path, name, sizeBytes, modifiedMs]),
  );
  const { text, id, keep } = strategy.seeds;
  return [files, text, id, keep.map(({ expression }) => expression), strategy.let, strategy.seed];
}
