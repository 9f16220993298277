import type { Outcome } from '#engine';
import type { BadRow, OpenSlice, Place } from '#store';
import type { Tally } from './tally.ts';

/** A slice under way: it knows when the last of its pieces is durable, and is committed then. */
export interface WorkingSlice {
  /** Ids of pieces that an earlier attempt has finished. */
  readonly finished: ReadonlySet<string>;
  document(): void;
  skipped(): void;
  bad(row: BadRow): void;
  /** A piece of the slice goes to work. */
  begin(): void;
  /** Its outcome is there; resolves when it is durable (and the slice committed, where it was the last). */
  end(outcome: Outcome): Promise<void>;
  /** All rows of the slice are read: the next slice begins at `next`, and `last` says whether there is one. */
  read(next: Place, last: boolean): Promise<void>;
}

/** Rows that are no documents and are named in the ledger; further ones are only counted. */
const keptBadRows = 20;

export function workingSlice(open: OpenSlice, tally: Tally): WorkingSlice {
  const count = { documents: 0, skipped: 0, bad_rows: 0 };
  const bad: BadRow[] = [];
  let outstanding = 0;
  let end: { readonly next: Place; readonly last: boolean } | null = null;

  async function commitWhenWhole(): Promise<void> {
    if (end !== null && outstanding === 0) await open.commit({ ...count, bad, ...end });
  }
  return {
    finished: open.finished,
    document: () => void count.documents++,
    skipped: () => void count.skipped++,
    bad(row) {
      count.bad_rows++;
      if (bad.length < keptBadRows) bad.push(row);
    },
    begin: () => void outstanding++,
    async end(outcome) {
      await open.append(outcome);
      tally.outcome(outcome);
      outstanding--;
      await commitWhenWhole();
    },
    async read(next, last) {
      end = { next, last };
      await commitWhenWhole();
    },
  };
}
