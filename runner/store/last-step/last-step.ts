import type { NaturalRecord } from '#engine';
import type { Machine } from '../machine.ts';
import { writeAtomically } from '../run/atomic-file.ts';
import type { CommittedSlice, Part } from '../run/ledger.ts';
import { type Lock, takeLock } from '../run/lock.ts';
import { type FinishedRun, hashOfSlices, type Mixture, readFinished } from './finished.ts';
import { writeNaturalParts } from './natural-parts.ts';
import { readSlice, type SliceRow } from './slice-rows.ts';
import { openSpool, type Spool } from './spool.ts';
import { createStaging, type StagingContext } from './staging.ts';

/** The files of a run as its last step has them: the finished slices, and what is made of them. */
export interface LastStep {
  /** What the last step has left, where it was done with these very slices; null where there is something to do. */
  finished(): Promise<FinishedRun | null>;
  /**
   * Does something as the only process that is at the last step; the steps below are to be done within it.
   * @throws StoreError `locked` where another process is at it
   */
  alone<T>(action: () => Promise<T>): Promise<T>;
  /**
   * Goes over the slices in their order: `decide` says what becomes of each row. Slices in which something changes are
   * made ready, and when all of them are, the new ones take their places; a kill before that changes nothing.
   */
  rewrite(decide: (row: SliceRow) => SliceRow, signal: AbortSignal): Promise<void>;
  /** Room on the disk for what must be put in another order. */
  spool<T>(): Promise<Spool<T>>;
  /** Writes `natural/`; what an earlier last step had there is gone. */
  writeNatural(rows: AsyncIterable<NaturalRecord>): Promise<readonly Part[]>;
  /** Says durably that the last step is done. */
  finish(mixture: Mixture, natural: readonly Part[]): Promise<void>;
}

export interface LastStepContext extends StagingContext {
  readonly run: string;
  /** Rows of a part of `natural/`. */
  readonly rowsOfPart: number;
  readonly machine: Machine;
  /** The finished slices by name; those that are rewritten are replaced here too. */
  readonly committed: Map<string, CommittedSlice>;
  /** Called before anything is made visible. @throws StoreError where the run folder is no longer this process's. */
  readonly check: () => Promise<void>;
}

export function openLastStep(context: LastStepContext): LastStep {
  const { system, layout, worker, run, committed, machine } = context;
  let lock: Lock | null = null;

  async function check(): Promise<void> {
    await context.check();
    await lock?.check();
  }

  function inOrder(): readonly CommittedSlice[] {
    return [...committed.values()].toSorted((left, right) => (left.slice < right.slice ? -1 : 1));
  }

  return {
    finished: () => readFinished(system, layout, committed.values()),
    async alone(action) {
      lock = await takeLock(machine, layout, 'last-step');
      try {
        return await action();
      } finally {
        await lock.release();
        lock = null;
      }
    },
    async rewrite(decide, signal) {
      const staging = createStaging(context);
      await staging.clear();
      for (const slice of inOrder()) {
        signal.throwIfAborted();
        const before = await readSlice(slice, context);
        const now = before.rows.map(decide);
        if (now.some((row, index) => !isSame(row, before.rows[index]))) await staging.add(before, now);
      }
      await check();
      for (const entry of await staging.apply()) committed.set(entry.slice, entry);
    },
    spool: () => openSpool(system, layout),
    async writeNatural(rows) {
      await check();
      return writeNaturalParts(rows, context);
    },
    async finish(mixture, natural) {
      await check();
      const finished: FinishedRun = { format: 1, run, slices: hashOfSlices(committed.values()), ...mixture, natural };
      await writeAtomically(system, layout.finished, worker, [Buffer.from(`${JSON.stringify(finished, null, 2)}\n`)]);
    },
  };
}

function isSame({ removed }: SliceRow, before: SliceRow | undefined): boolean {
  return removed?.message === before?.removed?.message && removed?.reason === before?.removed?.reason;
}
