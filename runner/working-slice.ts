import type { Known, Outcome, Piece } from '#engine';
import { type BadRow, documentKey, type OpenSlice, type Place } from '#store';
import type { Tally } from './tally.ts';

/** A slice under way: it knows when the last of its pieces is durable, and is committed then. */
export interface WorkingSlice {
  /** What an earlier attempt has of its pieces. */
  readonly known: Known;
  /** A document of the slice that `seeds.keep` lets through comes to work. */
  document(): void;
  skipped(): void;
  bad(row: BadRow): void;
  /** A piece gives nothing, since its document has no passage. */
  withoutPassage(): void;
  /** A piece of the slice goes to work. */
  begin(): void;
  /** Resolves when the outcome is durable. */
  append(outcome: Outcome): Promise<void>;
  /** A piece is at its end, and all its outcomes are durable; resolves when the slice is committed, where it was the last. */
  end(): Promise<void>;
  /** All rows of the slice are read: the next slice begins at `next`, and `last` says whether there is one. */
  read(next: Place, last: boolean): Promise<void>;
  /** A document was read. */
  met(file: string, row: number): void;
  /** Whether an earlier attempt has worked on documents of the slice that were not read again yet. */
  readonly hasMore: boolean;
}

/** Rows that are no documents and are named in the ledger; further ones are only counted. */
const keptBadRows = 20;

export function workingSlice(open: OpenSlice, tally: Tally): WorkingSlice {
  const count = { documents: 0, skipped: 0, bad_rows: 0, without_passage: 0 };
  const bad: BadRow[] = [];
  let outstanding = 0;
  let end: { readonly next: Place; readonly last: boolean } | null = null;
  /** Documents of an earlier attempt that were not met yet. */
  const unmet = new Set(open.documents());

  async function commitWhenWhole(): Promise<void> {
    if (end !== null && outstanding === 0) await open.commit({ ...count, bad, ...end });
  }
  return {
    known: {
      finished: open.finished,
      steps: open.steps,
      complete: ({ document, identity }: Piece) => open.complete(document.file, document.row, identity.rephrasing),
    },
    document: () => void count.documents++,
    skipped: () => void count.skipped++,
    bad(row) {
      count.bad_rows++;
      if (bad.length < keptBadRows) bad.push(row);
    },
    withoutPassage: () => void count.without_passage++,
    begin: () => void outstanding++,
    append: (outcome) => open.append(outcome).then(tally.counting(outcome)),
    async end() {
      outstanding--;
      await commitWhenWhole();
    },
    async read(next, last) {
      end = { next, last };
      await commitWhenWhole();
    },
    met: (file, row) => void unmet.delete(documentKey(file, row)),
    get hasMore() {
      return unmet.size > 0;
    },
  };
}
