import type { Outcome } from '#engine';
import { addCounts, type Counts, countInto, countSpent, factsOf, noCounts } from '#store';

/** Counts a run as it goes; earlier attempts count too, so that the numbers are those of the whole run. */
export interface Tally {
  document(): void;
  skipped(): void;
  badRow(): void;
  /** A piece of work whose document is too short to have a passage. */
  withoutPassage(): void;
  /** Counts the outcome when it is called, and does not keep its text until then. */
  counting(outcome: Outcome): () => void;
  /** What earlier attempts had. */
  add(earlier: Readonly<Counts>): void;
  /** The last step has made other numbers of them. */
  replace(counts: Readonly<Counts>): void;
  readonly counts: Readonly<Counts>;
}

/** @param countsText whether the estimated tokens of texts are counted, which takes time */
export function createTally(countsText: boolean): Tally {
  const counts = noCounts();

  function counting(outcome: Outcome): () => void {
    const { spent = [] } = outcome;
    const facts = factsOf(outcome, countsText);
    return () => {
      countSpent(counts, spent);
      if (facts !== null) countInto(counts, facts);
    };
  }

  return {
    document: () => void counts.documents++,
    skipped: () => void counts.skipped++,
    badRow: () => void counts.bad_rows++,
    withoutPassage: () => void counts.without_passage++,
    counting,
    add: (earlier) => addCounts(counts, earlier),
    replace: (now) => void Object.assign(counts, now),
    counts,
  };
}
