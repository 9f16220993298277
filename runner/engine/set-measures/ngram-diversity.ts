import { distinct } from './distinct.ts';
import type { TextSet } from './text-set.ts';

/** N-gram diversity (Shaib et al. 2024, arXiv 2403.00553): the sum of distinct-1 to distinct-4, 0 to 4. */
export function ngramDiversity(set: TextSet): number {
  return [1, 2, 3, 4].reduce((sum, size) => sum + distinct(set, size), 0);
}
