import type { Matches } from './runs.ts';

/** A run of words that two texts share, counted in words. */
export interface SharedRun {
  readonly start: number;
  readonly end: number;
  /** Where it begins in the other text. */
  readonly from: number;
}

/**
 * The longest runs of words that a text shares with another, apart from each other and in its order. Where two overlap, the
 * longer one has the words of both.
 *
 * @param shortest words that a run has to have
 * @param counts whether a run that ends at this word is one that is looked for
 */
export function sharedRuns(
  { lengths, ends }: Matches,
  shortest: number,
  counts: (index: number) => boolean = () => true,
): readonly SharedRun[] {
  const longest: SharedRun[] = [];
  for (const [index, length] of lengths.entries()) {
    const goesOn = lengths[index + 1] === length + 1;
    if (length < shortest || goesOn || !counts(index)) continue;
    longest.push({ start: index + 1 - length, end: index + 1, from: (ends[index] ?? 0) - length });
  }
  const taken = new Uint8Array(lengths.length);
  const apart = longest
    .toSorted((left, right) => right.end - right.start - (left.end - left.start))
    .flatMap((run) => {
      let { start } = run;
      while (start < run.end && taken[start] === 1) start++;
      let end = start;
      while (end < run.end && taken[end] === 0) end++;
      if (end - start < shortest) return [];
      taken.fill(1, start, end);
      return [{ start, end, from: run.from + start - run.start }];
    });
  return apart.toSorted((left, right) => left.start - right.start);
}
