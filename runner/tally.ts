import type { Outcome } from '#engine';
import { addCounts, type Counts, countInto, factsOf, noCounts } from '#store';

/** Counts a run as it goes; earlier attempts count too, so that the numbers are those of the whole run. */
export interface Tally {
  document(): void;
  skipped(): void;
  badRow(): void;
  outcome(outcome: Outcome): void;
  /** What earlier attempts had. */
  add(earlier: Readonly<Counts>): void;
  /** The last step has made other numbers of them. */
  replace(counts: Readonly<Counts>): void;
  readonly counts: Readonly<Counts>;
}

export function createTally(): Tally {
  const counts = noCounts();
  return {
    document: () => void counts.documents++,
    skipped: () => void counts.skipped++,
    badRow: () => void counts.bad_rows++,
    outcome: (outcome) => countInto(counts, factsOf(outcome)),
    add: (earlier) => addCounts(counts, earlier),
    replace: (now) => void Object.assign(counts, now),
    counts,
  };
}
