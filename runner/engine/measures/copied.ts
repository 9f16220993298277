import type { MeasuredOutcome } from './measure.ts';

/** Shorter runs are shared by chance: names, set phrases. */
const shortestCopy = 8;

/**
 * The share of words that lie in some 8-gram which the source has too; the per-word form of n-gram overlap that
 * Touvron et al. 2023 (Llama 2, arXiv 2307.09288, appendix A.6) use against contamination.
 */
export function copied({ source, output }: MeasuredOutcome): number {
  const words = output.ids();
  if (words.length === 0) return 0;
  const grams = source.grams(shortestCopy);
  let inside = 0;
  let copiedUpTo = 0;
  for (let start = 0; start + shortestCopy <= words.length; start++) {
    if (!grams.has(words, start)) continue;
    const end = start + shortestCopy;
    inside += end - Math.max(start, copiedUpTo);
    copiedUpTo = end;
  }
  return inside / words.length;
}
