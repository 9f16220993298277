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
import type { Row, Run, Source } from '#store';
import { systemClock } from './clock.ts';
import { openedModels, pieceJobs } from './piece-jobs.ts';
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
  const models = openedModels(plan, options.rephrasers);
  const circumstances = { plan, label: models.label, now: () => new Date().toISOString() };
  const limit = plan.strategy.seeds.limit ?? Number.POSITIVE_INFINITY;
  const wantedTokens = syntheticTokens(plan);
  const estimate = createRowEstimate();
  const stopped = (): boolean => drain.aborted || abort.aborted;
  /** Whether the mixture is large enough: no further documents are read then. */
  const enough = (): boolean => tally.counts.text_tokens >= wantedTokens;
  /** Documents that `seeds.keep` has let through, in finished slices and in those under way. */
  let kept = 0;

  async function* jobs(): AsyncGenerator<Job> {
    for (const [index, source] of options.sources.entries()) {
      const reader = openReader(source, abort);
      try {
        for (let number = 0; kept < limit && !reader.ended && !stopped(); number++) {
          const id = sliceId(index, number);
          const committed = run.committed(id);
          if (committed !== undefined) {
            kept += committed.documents;
            reader.skipTo(committed.next, committed.last);
            estimate.seen(source, reader.place, reader.ended);
          } else if (enough()) return;
          else yield* sliceJobs(await openSlice(id), source, reader);
        }
      } finally {
        await reader.close();
      }
    }
  }

  async function* sliceJobs(slice: WorkingSlice, source: Source, reader: SourceReader): AsyncGenerator<Job> {
    const isFull = (): boolean => kept >= limit || (enough() && !slice.hasMore);
    for (let rows = 0; rows < plan.strategy.output.rows && !isFull(); rows++) {
      const row = await reader.read();
      if (row === null) break;
      estimate.seen(source, reader.place, reader.ended);
      yield* rowJobs(slice, row);
      if (stopped()) return;
    }
    await slice.read(reader.place, reader.ended || isFull());
  }

  async function* rowJobs(slice: WorkingSlice, row: Row): AsyncGenerator<Job> {
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
      if (!models.isOpen(piece.planned)) await models.open(piece.planned);
      for (const next of jobsOf(piece, slice, pieceDone)) {
        if (next instanceof Promise) await next;
        else yield next;
      }
    }
  }

  function jobsOf(piece: Piece, slice: WorkingSlice, pieceDone: () => void): Iterable<Job | Promise<void>> {
    slice.begin();
    const work = openWork(piece, circumstances, slice.known);
    if (work.passages === 0) {
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
      const total = estimate.rows(options.sources);
      return total === null ? null : Math.max(0, Math.min(total, limit) - documents - skipped - bad_rows);
    },
  };
}

/** Tokens of rephrasings at which a mixture with its share of natural text is as large as the strategy wants it. */
function syntheticTokens({ strategy }: Plan): number {
  const { tokens, natural } = strategy.mix;
  return tokens === null ? Number.POSITIVE_INFINITY : tokens * (1 - (natural ?? 0));
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
