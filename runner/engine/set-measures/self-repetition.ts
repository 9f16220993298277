import type { TextSet } from './text-set.ts';

const size = 4;

/**
 * The mean over the texts of ln(1 + n), where n is how many of a text's distinct word 4-grams some other text has too;
 * after Salkar et al. 2022 (arXiv 2210.08145). 0 where no text has any.
 */
export function selfRepetition({ ids }: TextSet): number {
  if (ids.length === 0) return 0;
  const own = ids.map(gramsIn);
  const holders = new Map<string, number>();
  for (const grams of own) for (const gram of grams) holders.set(gram, (holders.get(gram) ?? 0) + 1);
  let sum = 0;
  for (const grams of own) {
    let shared = 0;
    for (const gram of grams) if ((holders.get(gram) ?? 0) > 1) shared++;
    sum += Math.log1p(shared);
  }
  return sum / ids.length;
}

function gramsIn(words: Int32Array): ReadonlySet<string> {
  const grams = new Set<string>();
  for (let start = 0; start + size <= words.length; start++) grams.add(words.subarray(start, start + size).join(' '));
  return grams;
}
