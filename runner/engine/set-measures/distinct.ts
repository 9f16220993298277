import type { TextSet } from './text-set.ts';

/** Distinct-n of Li et al. 2016 (arXiv 1510.03055): how many n-grams differ, over all that there are; 0 where there are none. */
export function distinct(set: TextSet, size: number): number {
  const grams = set.grams(size);
  return grams.total === 0 ? 0 : grams.distinct / grams.total;
}
