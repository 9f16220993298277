import type { RunManifest } from './manifest.ts';
import type { SliceIndexOptions } from './slice-index.ts';

/** What the slices of a strategy’s run have in common. */
export function sliceOptions({ rephrasings, mix }: RunManifest['strategy']): Omit<SliceIndexOptions, 'before'> {
  const models = new Map(
    rephrasings.map(({ name, steps, result }) => [
      name,
      (steps.find((step) => step.name !== null && step.name === result) ?? steps.at(-1))?.model ?? '',
    ]),
  );
  return {
    rephrasings: rephrasings.map(({ name }) => name),
    modelOf: (rephrasing) => models.get(rephrasing) ?? '',
    countsText: mix.tokens !== null || mix.natural !== null,
  };
}
