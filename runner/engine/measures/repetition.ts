import type { MeasuredText } from './text.ts';

/** seq-rep-4 of Welleck et al. 2019 (arXiv 1908.04319), on words: 1 − distinct 4-grams / 4-grams. */
export function repetition(text: MeasuredText): number {
  const { distinct, total } = text.grams(4);
  return total === 0 ? 0 : 1 - distinct / total;
}
