import type { Outcome, StepAnswer } from '#engine';
import {
  type Counts,
  countFacts,
  countSpent,
  factsOf,
  noCounts,
  type OutcomeFacts,
  spentIn,
  spentOf,
} from './counts.ts';
import { type Journaled, outcomeId, type OutcomePlace } from './journal.ts';

/** Of every finished piece of a slice, where its outcome lies in the journal and what is needed to sort and count it. */
export interface SliceIndex {
  /** A later outcome of the same piece takes the place of the earlier; what both have spent counts. */
  add(outcome: Journaled, place: OutcomePlace): void;
  /** Takes out the rejects whose request failed for good. */
  dropFailed(): void;
  has(id: string): boolean;
  ids(): ReadonlySet<string>;
  /** Whether all that a document’s rephrasing gives was taken from a part that was whole, and nothing of it is to be done again. */
  complete(file: string, row: number, rephrasing: string): boolean;
  /** The documents that have an outcome, as {@link documentKey} names them. */
  documents(): ReadonlySet<string>;
  /** Without the rows. */
  counts(): Counts;
  /** Places of all outcomes of a kind in the order of the output. */
  ordered(kind: 'record' | 'reject'): readonly OutcomePlace[];
  clear(): void;
}

/** What an index needs to know of its run. */
export interface SliceIndexOptions {
  /** Names in the order of the strategy. */
  readonly rephrasings: readonly string[];
  /** The model that answers for a rephrasing, where its requests are not known one by one. */
  readonly modelOf: (rephrasing: string) => string;
  /** Whether estimated tokens of texts are counted. */
  readonly countsText: boolean;
  /** What was spent on the slice when it was finished before; null where it never was. */
  readonly before: Readonly<Pick<Counts, 'by_model'>> | null;
}

/** What the order of the output goes by. */
interface Placed {
  readonly id: string;
  readonly rephrasing: string;
  readonly file: string;
  readonly row: number;
  readonly chunk: number | null;
}

interface Entry extends OutcomeFacts, Placed {
  readonly place: OutcomePlace;
  readonly kind: 'record' | 'reject';
}

/**
 * Output is sorted by source file, row, rephrasing in the order of the strategy, chunk, and id, all of which a record says of
 * itself: so it is the same whoever did the pieces in whatever order.
 *
 * @param rephrasings names in the order of the strategy
 */
export function outputOrder(rephrasings: readonly string[]): (left: Placed, right: Placed) => number {
  const rank = new Map(rephrasings.map((name, index) => [name, index]));
  return (left, right) =>
    compareText(left.file, right.file) ||
    left.row - right.row ||
    (rank.get(left.rephrasing) ?? 0) - (rank.get(right.rephrasing) ?? 0) ||
    (left.chunk ?? -1) - (right.chunk ?? -1) ||
    compareText(left.id, right.id);
}

export function createSliceIndex(options: SliceIndexOptions): SliceIndex {
  const entries = new Map<string, Entry>();
  const steps = new Set<string>();
  /** By file, row and rephrasing. */
  const whole = new Set<string>();
  const spent = noCounts();
  if (options.before !== null) countSpent(spent, spentIn(options.before));

  const compare = outputOrder(options.rephrasings);

  return {
    add(outcome, place) {
      const id = outcomeId(outcome);
      countSpent(spent, spentOf(outcome, options.modelOf));
      const facts = factsOf(outcome, options.countsText);
      if (outcome.kind === 'step' || facts === null) {
        steps.add(id);
        return;
      }
      const { source_file: file, source_row: row, chunk } = outcome.kind === 'record' ? outcome.record : outcome.reject;
      const { rephrasing, reason, failed, removed, textTokens } = facts;
      if (outcome.adopted === true) whole.add(placeKey(file, row, rephrasing));
      // Named one by one: there is an entry for every row of the slice, and copies of objects take three times the memory.
      entries.set(id, {
        rephrasing,
        reason,
        failed,
        removed,
        textTokens,
        id,
        place,
        kind: outcome.kind,
        file,
        row,
        chunk: chunk ?? null,
      });
    },
    dropFailed() {
      for (const { id, failed, file, row, rephrasing } of entries.values()) {
        if (!failed) continue;
        entries.delete(id);
        whole.delete(placeKey(file, row, rephrasing));
      }
    },
    has: (id) => entries.has(id) || steps.has(id),
    ids: () => new Set(entries.keys()),
    complete: (file, row, rephrasing) => whole.has(placeKey(file, row, rephrasing)),
    documents: () => new Set([...entries.values()].map(({ file, row }) => documentKey(file, row))),
    counts() {
      const counts = countFacts(entries.values());
      countSpent(counts, spentIn(spent));
      return counts;
    },
    ordered: (kind) =>
      [...entries.values()]
        .filter((entry) => entry.kind === kind)
        .toSorted(compare)
        .map(({ place }) => place),
    clear: () => entries.clear(),
  };
}

/** Answers of a journal that pieces can go on from, by the ids of their requests. */
export function stepsIn(outcomes: Iterable<Outcome>): ReadonlyMap<string, StepAnswer> {
  const steps = new Map<string, StepAnswer>();
  for (const outcome of outcomes) if (outcome.kind === 'step') steps.set(outcome.step.id, outcome.step);
  return steps;
}

/** A document among those of a slice. */
export function documentKey(file: string, row: number): string {
  return `${file}\n${row}`;
}

function placeKey(file: string, row: number, rephrasing: string): string {
  return `${documentKey(file, row)}\n${rephrasing}`;
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
