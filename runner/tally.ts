import type { Outcome } from '#engine';
import { addCounts, type Counts, countInto, countSpent, factsOf, noCounts } from '#store';

/** Counts a run as it goes; earlier attempts count too, so that the numbers are those of the whole run. */
export interface Tally {
  document(): void;
  skipped(): void;
  badRow(): void;
  /** A piece of work whose document is too short to have a passage. */
  withoutPassage(): void;
  outcome(outcome: Outcome): void;
  /** What earlier attempts had. */
  add(earlier: Readonly<Counts>): void;
  readonly counts: Readonly<Counts>;
}

/** @param countsText whether the estimated tokens of texts are counted, which takes time */
export function createTally(countsText: boolean): Tally {
  const counts = noCounts();
  return {
    document: () => void counts.documents++,
    skipped: () => void counts.skipped++,
    badRow: () => void counts.bad_rows++,
    withoutPassage: () => void counts.without_passage++,
    outcome(outcome) {
      countSpent(counts, outcome.spent ?? []);
      const facts = factsOf(outcome, countsText);
      if (facts !== null) countInto(counts, facts);
    },
    add: (earlier) => addCounts(counts, earlier),
    counts,
  };
}
