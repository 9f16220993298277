import type { MeasuredOutcome } from './measure.ts';

/** The share of novel n-grams of See et al. 2017 (arXiv 1704.04368), for distinct bigrams as SummEval counts them. */
export function novelty({ source, output }: MeasuredOutcome): number {
  const words = output.ids();
  const { distinct } = output.grams(2);
  if (distinct === 0) return 0;
  const known = source.grams(2);
  const shared = new Set<string>();
  for (let start = 0; start + 2 <= words.length; start++) {
    if (known.has(words, start)) shared.add(`${words[start]} ${words[start + 1]}`);
  }
  return 1 - shared.size / distinct;
}
