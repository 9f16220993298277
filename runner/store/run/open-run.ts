import { join, resolve } from 'node:path';
import type { Spent } from '#engine';
import { explaining } from '../explaining.ts';
import type { FileSystem } from '../file-system.ts';
import { type Machine, thisMachine } from '../machine.ts';
import { partFormat, provenanceOf } from '../parts/part-format.ts';
import { type LastStep, openLastStep } from '../last-step/last-step.ts';
import { carryThrough } from '../last-step/staging.ts';
import { writeReport } from '../report/write-report.ts';
import { isTemporary } from './atomic-file.ts';
import { type Counts, sumCounts } from './counts.ts';
import { claimFolder } from './claim-folder.ts';
import { createFence, interruptedCommits } from './fence.ts';
import { type Layout, layoutOf, sliceOfJournal } from './layout.ts';
import {
  type CommittedSlice,
  committedSlices,
  lastCommitted,
  type LedgerEntry,
  type Part,
  readLedger,
  readLedgers,
} from './ledger.ts';
import { openEvents } from './events.ts';
import { openLedger } from './ledger-writer.ts';
import { takeLock } from './lock.ts';
import { manifestOf, type RunManifest, type RunPlan } from './manifest.ts';
import { refuseOtherWorkers } from './other-workers.ts';
import { type HeldSlice, type OpenSlice, openSlice } from './open-slice.ts';
import { sliceOptions } from './slice-options.ts';
import { spentBefore } from './spent-before.ts';
import { openStatus, type StatusReport } from './status.ts';

/** A run folder that this process writes to as one worker. */
export interface Run {
  /** Absolute path of the folder. */
  readonly folder: string;
  /** Whether an earlier attempt has begun it. */
  readonly resumed: boolean;
  readonly manifest: RunManifest;
  /** Counts of the slices that were finished when the run was opened: by whatever worker, or by this one where it is one of several. */
  readonly earlier: Readonly<Counts>;
  /** Tokens that earlier attempts have spent, by model, on finished slices and on others, by whatever worker. */
  spent(): Promise<readonly Spent[]>;
  /** The ledger's line of a finished slice; undefined where the slice is still to do. */
  committed(slice: string): CommittedSlice | undefined;
  /** Counts of all slices that are finished now. */
  counts(): Counts;
  /** What comes when every slice is finished. */
  readonly lastStep: LastStep;
  /** @param slice its name, of digits and dashes, such as `0000-000003`: it becomes part of file names. */
  openSlice(slice: string): Promise<OpenSlice>;
  /** Call it every 2 s, and once at the end with the last state. */
  writeStatus(report: StatusReport): Promise<void>;
  /**
   * Adds a line to events.jsonl: the time, the worker, the event and its details. Never rejects, since nobody should have
   * to wait for it; what went wrong is thrown by `finish`.
   */
  event(event: string, details?: Readonly<Record<string, unknown>>): Promise<void>;
  /** Writes README.md, the dataset card, and report.html. Can be done again at any time. */
  finish(): Promise<void>;
  /** Makes durable what is waiting and gives the folder back. */
  close(): Promise<void>;
}

export interface RunOptions {
  /** Whether pieces whose request failed for good are done again. */
  readonly retryFailed?: boolean;
  readonly machine?: Machine;
  /**
   * Given where this process is one of several workers: which slices are its own. Its commitments are fenced, it counts
   * and repairs nothing that is not its own, and a worker of the same name that hangs is succeeded.
   */
  readonly share?: WorkerShare;
  /** Given where all slices are believed to be finished, so that workers which still live have nothing to do any more. */
  readonly ending?: boolean;
}

/** A worker's part of a run. */
export interface WorkerShare {
  owns(slice: string): boolean;
}

/**
 * Creates a run folder or goes on with the run in it.
 * @param worker name of this worker, of letters, digits and dashes; two processes with different names can share a folder.
 * @throws StoreError `changed-strategy` (with everything that changed) where the folder belongs to another strategy or
 * other inputs, `not-a-run` where it holds something else, `locked` where a living process has it.
 */
export async function openRun(folder: string, plan: RunPlan, worker: string, options: RunOptions = {}): Promise<Run> {
  const given = options.machine ?? thisMachine();
  const machine: Machine = { ...given, fileSystem: explaining(given.fileSystem) };
  const { fileSystem: system } = machine;
  const layout = layoutOf(resolve(folder));
  const time = (): string => new Date(machine.now()).toISOString();

  const { manifest, resumed } = await claimFolder(system, layout, manifestOf(plan, time()), worker);
  const { share } = options;
  const owns = (slice: string): boolean => share?.owns(slice) ?? true;
  if (share !== undefined) await system.makeFolder(layout.commits);
  else if (!options.ending) await refuseOtherWorkers(system, machine, layout);
  const lock = await takeLock(machine, layout, worker, share !== undefined);
  if (share === undefined) await removeTemporaries(system, layout, worker);
  const ledger = await openLedger(system, layout, worker);
  // Workers find what the process that set the run up has carried through.
  if (share === undefined) await carryThrough({ system, layout, ledger });
  const entries: LedgerEntry[] = [...(await readLedgers(system, layout))];
  for (const entry of await interruptedCommits(system, layout, entries, owns)) {
    await ledger.append(entry);
    entries.push(entry);
  }
  const attempts = new Map<string, number>();
  for (const { slice, attempt } of entries) attempts.set(slice, Math.max(attempt, attempts.get(slice) ?? 0));
  const claimed = new Map([...committedSlices(entries)].filter(([slice]) => owns(slice)));
  const before = new Map([...lastCommitted(entries)].filter(([slice]) => owns(slice)));
  const committed = await wholeSlices(system, layout, claimed);
  const damaged = new Set([...claimed.keys()].filter((slice) => !committed.has(slice)));
  for (const slice of damaged) attempts.set(slice, (attempts.get(slice) ?? 0) + 1);
  if (options.retryFailed && share === undefined) await reopenFailed();
  await removeJournals(system, layout, committed);

  const { run, strategy } = manifest;
  // How Parquet is packed may be another from one attempt to the next: readers see no difference.
  const format = await partFormat(plan.strategy.output, provenanceOf(manifest));
  const status = await openStatus(machine, layout, { worker, strategy: strategy.name });
  const open = new Map<string, HeldSlice>();
  const indexOptions = sliceOptions(strategy);
  const lastStep = openLastStep({
    system,
    layout,
    format,
    rephrasings: indexOptions.rephrasings,
    countsText: indexOptions.countsText,
    worker,
    ledger,
    time,
    run,
    rowsOfPart: strategy.output.rows,
    committed,
    machine,
    check: lock.check,
  });

  const earlier = share === undefined ? [...committed.values()] : await ownSlices();
  const events = await openEvents(system, share === undefined ? layout.events : layout.eventsOf(worker));

  return {
    folder: layout.folder,
    resumed: resumed && (share === undefined || earlier.length > 0),
    manifest,
    earlier: sumCounts(earlier),
    spent: () => spentBefore(system, layout, { finished: before, modelOf: indexOptions.modelOf, owns }),
    committed: (slice) => committed.get(slice),
    counts: () => sumCounts(committed.values()),
    lastStep,
    async openSlice(slice) {
      const fence = share === undefined ? null : createFence(system, layout, worker, lock.token);
      const held = await openSlice(slice, {
        machine,
        layout,
        worker,
        run,
        format,
        rejects: strategy.output.rejects,
        index: { ...indexOptions, before: before.get(slice) ?? null },
        // A slice that the ledger has and that is not whole has lost rows of its parts.
        whole: !damaged.has(slice),
        retryFailed: options.retryFailed ?? false,
        check: lock.check,
        fence,
        async commit(parts) {
          const attempt = attempts.get(slice) ?? 0;
          const entry: CommittedSlice = { event: 'committed', run, attempt, time: time(), ...parts };
          await fence?.commit(entry);
          await ledger.append(entry);
          committed.set(slice, entry);
          open.delete(slice);
        },
      });
      open.set(slice, held);
      return held;
    },
    writeStatus: status.write,
    event: (event, details) => events.append(JSON.stringify({ time: time(), worker, event, ...details })),
    async finish() {
      await events.check();
      await writeReport(layout.folder, worker, given);
    },
    async close() {
      await events.settled();
      try {
        for (const held of open.values()) await held.close();
      } finally {
        await lock.release();
      }
    },
  };

  /** The finished slices that are in this worker's own ledger. */
  async function ownSlices(): Promise<readonly CommittedSlice[]> {
    const mine = new Set((await readLedger(system, layout, worker)).map(({ slice, attempt }) => `${slice}.${attempt}`));
    return [...committed.values()].filter(({ slice, attempt }) => mine.has(`${slice}.${attempt}`));
  }

  /** A finished slice with failed requests is opened again; its parts stay until the new ones replace them. */
  async function reopenFailed(): Promise<void> {
    for (const { slice, failed, attempt } of committed.values()) {
      if (failed === 0) continue;
      await ledger.append({ event: 'reopened', slice, run: manifest.run, attempt: attempt + 1, time: time() });
      attempts.set(slice, attempt + 1);
      committed.delete(slice);
    }
  }
}

/** The slices whose parts are there and have the size that they were written with; the others are done again. */
async function wholeSlices(
  system: FileSystem,
  layout: Layout,
  committed: ReadonlyMap<string, CommittedSlice>,
): Promise<Map<string, CommittedSlice>> {
  const whole = new Map<string, CommittedSlice>();
  const isWhole = async (part: Part | null): Promise<boolean> =>
    part === null || (await system.status(join(layout.folder, part.file)))?.sizeBytes === part.bytes;
  for (const [slice, entry] of committed) {
    if ((await isWhole(entry.data)) && (await isWhole(entry.rejected))) whole.set(slice, entry);
  }
  return whole;
}

async function removeTemporaries(system: FileSystem, layout: Layout, worker: string): Promise<void> {
  const { folder: top, data, rejects, natural, staging, statuses } = layout;
  for (const folder of [top, data, rejects, natural, staging, statuses]) {
    for (const name of await system.list(folder)) {
      if (isTemporary(name, worker)) await system.remove(join(folder, name));
    }
  }
}

/** A slice with a line in the ledger needs its journal no more; a kill came between the two. */
async function removeJournals(
  system: FileSystem,
  layout: Layout,
  committed: ReadonlyMap<string, CommittedSlice>,
): Promise<void> {
  for (const name of await system.list(layout.journals)) {
    if (committed.has(sliceOfJournal(name))) await system.remove(join(layout.journals, name));
  }
}
