import {
  type Budget,
  createDispatch,
  type Dispatch,
  type Job,
  openWork,
  type Piece,
  type Plan,
  planDocument,
} from '#engine';
import { type Row, type Run, sliceId, type Source } from '#store';
import { systemClock } from './clock.ts';
import { openedModels, pieceJobs } from './piece-jobs.ts';
import { openReader, type SourceReader } from './reader.ts';
import { createRowEstimate } from './row-estimate.ts';
import type { Rephrasers } from './rephrasers.ts';
import { type Share, wholeShare } from './share.ts';
import { syntheticEnd } from './synthetic-end.ts';
import type { Tally } from './tally.ts';
import { type WorkingSlice, workingSlice } from './working-slice.ts';

export interface RunOptions {
  readonly plan: Plan;
  readonly sources: readonly Source[];
  /** What of the sources is to be done here; without it, all. */
  readonly share?: Share;
  readonly run: Run;
  readonly rephrasers: Rephrasers;
  readonly tally: Tally;
  /** Null where nothing limits what the run may cost. */
  readonly budget: Budget | null;
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
   * @throws StoreError, RephraserError, BudgetError, or the reason of `abort`; what was finished is safe in every case.
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
  const { plan, run, tally, budget } = options;
  const { drain, abort } = options;
  const dispatch = createDispatch({
    clock: systemClock,
    random: Math.random,
    drain,
    abort,
    ...(budget && { budget }),
  });
  const models = openedModels(options.rephrasers);
  const circumstances = { plan, label: models.label, now: () => new Date().toISOString() };
  const share = options.share ?? wholeShare(plan.strategy.seeds.limit);
  const limit = share.limit ?? Number.POSITIVE_INFINITY;
  const estimate = createRowEstimate();
  const stopped = (): boolean => drain.aborted || abort.aborted;
  const working = (): boolean => dispatch.state.working && !stopped();
  const synthetic = syntheticEnd({ strategy: plan.strategy, counts: tally.counts, clock: systemClock, working });
  /** Documents that `seeds.keep` has let through, in finished slices and in those under way. */
  let kept = 0;

  async function* jobs(): AsyncGenerator<Job> {
    for await (const { slice, source, reader, end } of openSlices()) {
      // What an earlier attempt has begun is read to its end, however large the mixture is.
      const isWanted = (): boolean | Promise<boolean> => kept < end && (slice.hasMore || synthetic.wanted(kept));
      for (let rows = 0; rows < plan.strategy.output.rows; rows++) {
        // Nothing is waited for that is there: even that takes time where it is done for every row.
        const wanted = isWanted();
        if (!(wanted instanceof Promise ? await wanted : wanted)) break;
        const read = reader.read();
        const row = read instanceof Promise ? await read : read;
        if (row === null) break;
        estimate.seen(source, reader.place, reader.ended);
        for (const next of rowJobs(slice, row)) {
          if (next instanceof Promise) await next;
          else yield next;
        }
        if (stopped()) return;
      }
      await slice.read(reader.place, reader.ended || kept >= end || (synthetic.reached() && !slice.hasMore));
    }
  }

  /** The slices that are not finished, one after the other; those that are, are passed over. */
  async function* openSlices(): AsyncGenerator<SliceToDo> {
    for (const [index, source] of options.sources.entries()) {
      const reader = openReader(source, abort);
      try {
        for (const stretch of share.stretches(index)) {
          if (stretch.place !== null) reader.skipTo(stretch.place, false);
          const end = Math.min(limit, kept + (stretch.limit ?? Number.POSITIVE_INFINITY));
          const behind = stretch.number + stretch.slices;
          for (let number = stretch.number; number < behind && kept < end && !reader.ended && !stopped(); number++) {
            const id = sliceId(index, number);
            const committed = run.committed(id);
            if (committed !== undefined) {
              kept += committed.documents;
              reader.skipTo(committed.next, committed.last);
              estimate.seen(source, reader.place, reader.ended);
            } else if (synthetic.reached()) return;
            else yield { slice: await openSlice(id), source, reader, end };
          }
        }
      } finally {
        await reader.close();
      }
    }
  }

  function* rowJobs(slice: WorkingSlice, row: Row): Generator<Job | Promise<void>> {
    if (row.kind === 'bad') {
      tally.badRow();
      slice.bad(row.bad);
      options.onBadRow(row.bad.message);
      return;
    }
    const { file, row: number } = row.document;
    slice.met(file, number);
    const planned = planDocument(plan, row.document);
    if (planned.kind === 'skipped') {
      slice.skipped();
      tally.skipped();
      return;
    }
    kept++;
    slice.document();
    const { pieces } = planned;
    const pieceDone = countdown(pieces.length, tally.document);
    for (const piece of pieces) {
      if (!models.isOpen(piece.planned)) yield models.open(piece.planned);
      yield* jobsOf(piece, slice, pieceDone);
    }
  }

  function jobsOf(piece: Piece, slice: WorkingSlice, pieceDone: () => void): Iterable<Job | Promise<void>> {
    slice.begin();
    const work = openWork(piece, circumstances, slice.known);
    if (work.passages.length === 0) {
      slice.withoutPassage();
      tally.withoutPassage();
    }
    return pieceJobs(work, {
      models,
      outcome: ({ outcome }) => slice.append(outcome),
      async ended() {
        pieceDone();
        await slice.end();
      },
    });
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
      const total = share.rows === undefined ? estimate.rows(options.sources) : share.rows;
      return total === null ? null : Math.max(0, Math.min(total, limit) - documents - skipped - bad_rows);
    },
  };
}

/** A slice to work on, and where its rows come from. */
interface SliceToDo {
  readonly slice: WorkingSlice;
  readonly source: Source;
  readonly reader: SourceReader;
  /** How many documents may have been kept at the end of the slice. */
  readonly end: number;
}

/** Calls `reached` when it has been called `count` times; at once where there is nothing to count. */
function countdown(count: number, reached: () => void): () => void {
  let left = count;
  if (left === 0) reached();
  return () => {
    if (--left === 0) reached();
  };
}
