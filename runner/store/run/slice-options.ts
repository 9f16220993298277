import type { RunManifest } from './manifest.ts';
import type { SliceIndexOptions } from './slice-index.ts';

/** What the slices of a strategy’s run have in common. */
export function sliceOptions({
  rephrasings,
  mix,
}: Pick<RunManifest['strategy'], 'rephrasings' | 'mix'>): Omit<SliceIndexOptions, 'before'> {
  const models = new Map(
    rephrasings.map(({ name, steps, result }) => [
      name,
      (steps.find((step) => step.name !== null && step.name === result) ?? steps.at(-1))?.model ?? '',
    ]),
  );
  return {
    rephrasings: rephrasings.map(({ name }) => name),
    modelOf: (rephrasing) => models.get(rephrasing) ?? '',
    countsText: countsText({ mix }),
  };
}

/** Whether estimated tokens of texts are counted: where a mixture asks for shares or an end. It takes time. */
export function countsText({ mix }: Pick<RunManifest['strategy'], 'mix'>): boolean {
  return mix.tokens !== null || mix.natural !== null || Object.keys(mix.styles).length > 0;
}
