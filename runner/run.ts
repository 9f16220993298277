import {
  createDispatch,
  type Dispatch,
  failedPiece,
  finishPiece,
  type Job,
  type Outcome,
  type Piece,
  type Plan,
  planDocument,
  preparePiece,
} from '#engine';
import type { Row, Run, Source } from '#store';
import { systemClock } from './clock.ts';
import { circumstancesOf } from './preview.ts';
import { openReader, type SourceReader } from './reader.ts';
import { createRowEstimate } from './row-estimate.ts';
import type { Rephrasers } from './rephrasers.ts';
import type { Tally } from './tally.ts';
import { type WorkingSlice, workingSlice } from './working-slice.ts';

export interface RunOptions {
  readonly plan: Plan;
  readonly sources: readonly Source[];
  readonly run: Run;
  readonly rephrasers: Rephrasers;
  readonly tally: Tally;
  /** Aborted to take no further documents and let what is in flight end. */
  readonly drain: AbortSignal;
  /** Aborted to end at once. */
  readonly abort: AbortSignal;
  /** Told about a row that is no document. */
  readonly onBadRow: (message: string) => void;
}

/** A run that has been set up: `complete` does the work, `dispatch` says how it goes meanwhile. */
export interface PreparedRun {
  readonly dispatch: Dispatch;
  /**
   * Does all that is left to do. Resolves to true when everything is done and to false when it was drained.
   * @throws StoreError, RephraserError, or the reason of `abort`; what was finished is safe in every case.
   */
  complete(): Promise<boolean>;
  /** Documents that are still to come, estimated by the bytes that are; null before the first is read. */
  left(): number | null;
}

/**
 * Sends every document through the strategy. Documents are read in order, slice by slice; their pieces go to the request
 * engine without ever waiting for a slice to end; a slice is committed when the last of its pieces is durable.
 */
export function prepareRun(options: RunOptions): PreparedRun {
  const { plan, run, rephrasers, tally } = options;
  const { drain, abort } = options;
  const dispatch = createDispatch({ clock: systemClock, random: Math.random, drain, abort });
  const limit = plan.strategy.seeds.limit ?? Number.POSITIVE_INFINITY;
  const estimate = createRowEstimate();
  const stopped = (): boolean => drain.aborted || abort.aborted;
  /** Documents that `seeds.keep` has let through, in finished slices and in those under way. */
  let kept = 0;

  async function* jobs(): AsyncGenerator<Job> {
    for (const [index, source] of options.sources.entries()) {
      const reader = openReader(source, abort);
      try {
        for (let number = 0; kept < limit && !reader.ended && !stopped(); number++) {
          const id = sliceId(index, number);
          const committed = run.committed(id);
          if (committed === undefined) yield* sliceJobs(await openSlice(id), source, reader);
          else {
            kept += committed.documents;
            reader.skipTo(committed.next, committed.last);
            estimate.seen(source, reader.place, reader.ended);
          }
        }
      } finally {
        await reader.close();
      }
    }
  }

  async function* sliceJobs(slice: WorkingSlice, source: Source, reader: SourceReader): AsyncGenerator<Job> {
    for (let rows = 0; rows < plan.strategy.output.rows && kept < limit; rows++) {
      const row = await reader.read();
      if (row === null) break;
      estimate.seen(source, reader.place, reader.ended);
      yield* rowJobs(slice, row);
      if (stopped()) return;
    }
    await slice.read(reader.place, reader.ended || kept >= limit);
  }

  async function* rowJobs(slice: WorkingSlice, row: Row): AsyncGenerator<Job> {
    if (row.kind === 'bad') {
      tally.badRow();
      slice.bad(row.bad);
      options.onBadRow(row.bad.message);
      return;
    }
    const planned = planDocument(plan, row.document);
    if (planned.kind === 'skipped') {
      slice.skipped();
      tally.skipped();
      return;
    }
    kept++;
    slice.document();
    const left = planned.pieces.filter(({ id }) => !slice.finished.has(id));
    const pieceDone = countdown(left.length, tally.document);
    for (const piece of left) {
      const job = await jobOf(piece, slice, pieceDone);
      if (job) yield job;
    }
  }

  async function jobOf(piece: Piece, slice: WorkingSlice, pieceDone: () => void): Promise<Job | null> {
    const rephraser = await rephrasers.get(piece.planned.rephrasing.steps[0]?.model ?? '');
    const circumstances = circumstancesOf(plan, rephraser);
    const end = async (outcome: Outcome): Promise<void> => {
      await slice.end(outcome);
      pieceDone();
    };
    slice.begin();
    const preparation = preparePiece(piece, circumstances);
    if (preparation.kind === 'reject') {
      await end(preparation);
      return null;
    }
    const { prepared } = preparation;
    return {
      rephraser,
      request: prepared.request,
      done: (answer) => end(finishPiece(prepared, answer, circumstances)),
      failed: (error) => end(failedPiece(piece, error.message, circumstances)),
    };
  }

  async function openSlice(id: string): Promise<WorkingSlice> {
    const open = await run.openSlice(id);
    tally.add(open.counts);
    return workingSlice(open, tally);
  }

  return {
    dispatch,
    async complete() {
      await dispatch.run(jobs());
      return !stopped();
    },
    left() {
      const { documents, skipped, bad_rows } = tally.counts;
      const total = estimate.rows(options.sources);
      return total === null ? null : Math.max(0, Math.min(total, limit) - documents - skipped - bad_rows);
    },
  };
}

/** Calls `reached` when it has been called `count` times; at once where there is nothing to count. */
function countdown(count: number, reached: () => void): () => void {
  let left = count;
  if (left === 0) reached();
  return () => {
    if (--left === 0) reached();
  };
}

/** Slice of a source: sorts as text in the order of reading. */
export function sliceId(source: number, number: number): string {
  return `${String(source).padStart(4, '0')}-${String(number).padStart(6, '0')}`;
}
