import type { Outcome } from '#engine';
import { type Counts, countFacts, factsOf, type OutcomeFacts } from './counts.ts';
import type { Frame } from './frames.ts';
import { outcomeId } from './journal.ts';

/** Of every finished piece of a slice, where its outcome lies in the journal and what is needed to sort and count it. */
export interface SliceIndex {
  /** A later outcome of the same piece takes the place of the earlier. */
  add(outcome: Outcome, frame: Frame): void;
  /** Takes out the rejects whose request failed for good. */
  dropFailed(): void;
  has(id: string): boolean;
  ids(): ReadonlySet<string>;
  /** Without the rows. */
  counts(): Counts;
  /** Places of all outcomes of a kind in the order of the output. */
  ordered(kind: Outcome['kind']): readonly Frame[];
  clear(): void;
}

/** What the order of the output goes by. */
interface Placed {
  readonly id: string;
  readonly rephrasing: string;
  readonly file: string;
  readonly row: number;
}

interface Entry extends OutcomeFacts, Placed {
  readonly frame: Frame;
  readonly kind: Outcome['kind'];
}

/**
 * Output is sorted by source file, row, rephrasing in the order of the strategy, and id, all of which a record says of
 * itself: so it is the same whoever did the pieces in whatever order.
 */
export function outputOrder(rephrasings: readonly string[]): (left: Placed, right: Placed) => number {
  const rank = new Map(rephrasings.map((name, index) => [name, index]));
  return (left, right) =>
    compareText(left.file, right.file) ||
    left.row - right.row ||
    (rank.get(left.rephrasing) ?? 0) - (rank.get(right.rephrasing) ?? 0) ||
    compareText(left.id, right.id);
}

/** @param rephrasings names in the order of the strategy */
export function createSliceIndex(rephrasings: readonly string[]): SliceIndex {
  const entries = new Map<string, Entry>();
  const compare = outputOrder(rephrasings);

  return {
    add(outcome, frame) {
      const made = outcome.kind === 'record' ? outcome.record : outcome.reject;
      const id = outcomeId(outcome);
      const { source_file: file, source_row: row } = made;
      entries.set(id, { ...factsOf(outcome), id, frame, kind: outcome.kind, file, row });
    },
    dropFailed() {
      for (const { id, failed } of entries.values()) if (failed) entries.delete(id);
    },
    has: (id) => entries.has(id),
    ids: () => new Set(entries.keys()),
    counts: () => countFacts(entries.values()),
    ordered: (kind) =>
      [...entries.values()]
        .filter((entry) => entry.kind === kind)
        .toSorted(compare)
        .map(({ frame }) => frame),
    clear: () => entries.clear(),
  };
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
