import type { MeasuredOutcome } from './measure.ts';

/**
 * Extractive fragment density (Grusky et al. 2018, arXiv 1804.11283): from left to right the longest run that the
 * source holds is taken, then the next behind it. The authors' own script can miss the longest run where a source
 * repeats a word at its beginning (“a a a b”); this takes the longest, as the paper defines it.
 */
export function density({ source, output }: MeasuredOutcome): number {
  const words = output.ids();
  if (words.length === 0) return 0;
  const runs = source.runs();
  let sum = 0;
  let state = runs.start;
  let length = 0;
  for (const word of words) {
    let next = runs.step(state, word);
    if (next === undefined) {
      sum += length ** 2;
      length = 0;
      next = runs.step(runs.start, word);
    }
    if (next !== undefined) length++;
    state = next ?? runs.start;
  }
  return (sum + length ** 2) / words.length;
}
