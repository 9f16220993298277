import { join } from 'node:path';
import { isRemoved, type Outcome, type Reject, recordOfRemoved, type RephrasingRecord, type StepAnswer } from '#engine';
import type { BadRow, Place } from '../inputs/row.ts';
import type { Machine } from '../machine.ts';
import { decodeRejects, encodeRejects } from '../parts/jsonl-part.ts';
import type { PartFormat } from '../parts/part-format.ts';
import { StoreError } from '../store-error.ts';
import { openAppendLog } from './append-log.ts';
import { writeAtomically } from './atomic-file.ts';
import type { Counts } from './counts.ts';
import { type Fence, otherJournals } from './fence.ts';
import { type Frame, frameLine } from './frames.ts';
import {
  type Journaled,
  type JournalHead,
  openJournal,
  outcomeAt,
  outcomeId,
  outcomeLine,
  type OutcomePlace,
  recordJsonAt,
} from './journal.ts';
import { type Layout, partFiles } from './layout.ts';
import type { CommittedSlice, Part } from './ledger.ts';
import { createSliceIndex, type SliceIndexOptions, stepsIn } from './slice-index.ts';

/** A slice that is being worked on. */
export interface OpenSlice {
  readonly id: string;
  /** Ids of the records and rejects of pieces that an earlier attempt has finished; they need not be done again. */
  readonly finished: ReadonlySet<string>;
  /** Answers that an earlier attempt has got on the way to others, by the ids of their requests. */
  readonly steps: ReadonlyMap<string, StepAnswer>;
  /**
   * Whether all that a document’s rephrasing gives is there, although answers on the way to it are not: its rows were found in
   * a part that was whole, and none of them is to be done again.
   */
  complete(file: string, row: number, rephrasing: string): boolean;
  /** The documents of which something is there, as `documentKey` names them. */
  documents(): ReadonlySet<string>;
  /** All that is there, counted; without the rows. */
  readonly counts: Readonly<Counts>;
  /**
   * Resolves when the outcome is durable, 25 ms later at the most. An outcome of the same piece replaces the earlier one.
   * @throws StoreError where the disk refuses; the slice takes nothing any more then, and what was durable stays so.
   */
  append(outcome: Outcome): Promise<void>;
  /**
   * Makes the slice's parts and its ledger line. Call it once, when every piece of the slice is durable.
   * @throws StoreError; everything is safe then, and the slice can be opened and committed by another attempt.
   */
  commit(end: SliceEnd): Promise<void>;
}

/** What is known of a slice when all its rows were read. */
export interface SliceEnd {
  readonly documents: number;
  readonly skipped: number;
  readonly bad_rows: number;
  readonly without_passage?: number;
  /** The first rows that were no documents, as many as are worth keeping. */
  readonly bad?: readonly BadRow[];
  /** Where the next slice of the source begins. */
  readonly next: Place;
  /** Whether nothing comes behind it in its source. */
  readonly last: boolean;
}

/** What a slice needs of its run. */
export interface SliceContext {
  readonly machine: Machine;
  readonly layout: Layout;
  readonly worker: string;
  readonly run: string;
  readonly format: PartFormat;
  /** Whether rejects are written down. */
  readonly rejects: boolean;
  readonly index: SliceIndexOptions;
  /** Whether parts that are there are as long as they were written: then nothing of their documents is missing. */
  readonly whole: boolean;
  /** Whether pieces whose request failed for good are done again. */
  readonly retryFailed: boolean;
  /** Where several processes may do the slice at once, of which one may commit it; null where a lock is enough. */
  readonly fence: Fence | null;
  /** Writes the ledger line; called when the parts are visible, or fenced. */
  readonly commit: (slice: Omit<CommittedSlice, 'event' | 'run' | 'attempt' | 'time'>) => Promise<void>;
  /** Called before anything is made visible. @throws StoreError where the run folder is no longer this process's. */
  readonly check: () => Promise<void>;
}

/** An open slice together with what only the run may do to it. */
export interface HeldSlice extends OpenSlice {
  /** Makes durable what is waiting and lets go of the file. */
  close(): Promise<void>;
}

/**
 * Opens a slice with all that earlier attempts have of it: the lines of its journal, and the rows of its parts where they
 * are visible already (killed between part and ledger) or still (the ledger was lost).
 */
export async function openSlice(id: string, context: SliceContext): Promise<HeldSlice> {
  const { machine, layout, worker, format, fence } = context;
  const { fileSystem: system } = machine;
  const path = layout.journal(fence === null ? id : `${id}~${fence.token}`);
  const files = partFiles(id, format.ending);
  const index = createSliceIndex(context.index);

  const journal = await openJournal(system, path);
  if (journal.head !== null && journal.head.run !== context.run) throw foreign(path);
  for (const { outcome, place } of journal.outcomes) index.add(outcome, place);

  const log = openAppendLog(path, machine);
  let position = journal.sizeBytes;
  let head =
    journal.head === null
      ? frameLine(JSON.stringify({ kind: 'slice', run: context.run, slice: id } satisfies JournalHead)).line
      : null;

  const known = [...journal.outcomes];
  const adopted = await adoptJournals();
  await adoptParts();
  for (const other of adopted) await system.remove(other);
  if (context.retryFailed) index.dropFailed();
  const finished = index.ids();
  const counts = index.counts();
  const steps = stepsIn(known.map(({ outcome }) => outcome));

  return {
    id,
    finished,
    steps,
    complete: index.complete,
    documents: index.documents,
    counts,
    append,
    commit,
    close: () => log.close(),
  };

  function append(outcome: Journaled): Promise<void> {
    const before = head;
    head = null;
    position += before?.length ?? 0;
    const { line, place } = outcomeLine(outcome, position);
    index.add(outcome, place);
    position += line.length;
    return before === null ? log.append(line) : log.append(before, line);
  }

  /** Takes over what other processes have begun. @returns the paths of their journals, which nobody needs any longer. */
  async function adoptJournals(): Promise<readonly string[]> {
    const others = await otherJournals(system, layout, id, path);
    for (const other of others) {
      const begun = await openJournal(system, other);
      if (begun.head !== null && begun.head.run !== context.run) throw foreign(other);
      const missing = begun.outcomes.filter(({ outcome }) => !index.has(outcomeId(outcome)));
      known.push(...missing);
      await Promise.all(missing.map(({ outcome }) => append(outcome)));
    }
    return others;
  }

  /** Takes over what the parts have and the journal has not. */
  async function adoptParts(): Promise<void> {
    const [data, rejects] = [
      await system.read(join(layout.folder, files.data)),
      await system.read(join(layout.folder, files.rejects)),
    ];
    const visible: Outcome[] = [
      ...(data === null ? [] : await format.decode(data)).map((record): Outcome => ({ kind: 'record', record })),
      ...(rejects === null ? [] : decodeRejects(rejects)).map(asItWas),
    ];
    const missing = visible.filter((outcome) => !index.has(outcomeId(outcome)));
    // What was spent on them is in the ledger where it still has the slice.
    const known = context.index.before === null ? {} : { spent: [] };
    await Promise.all(missing.map((outcome) => append({ ...outcome, ...known, adopted: context.whole })));
  }

  async function commit(end: SliceEnd): Promise<void> {
    await log.close();
    await context.check();
    const bytes = (await system.read(path)) ?? Buffer.alloc(0);
    const rejected = await writePart(files.rejects, context.rejects ? index.ordered('reject') : [], (places) =>
      encodeRejects(rejectsAt(bytes, places)),
    );
    const data = await writePart(files.data, index.ordered('record'), (places) =>
      format.encodeJson === undefined
        ? format.encode(recordsAt(bytes, places))
        : format.encodeJson(recordJsonsAt(bytes, places)),
    );
    const { documents, skipped, bad_rows, without_passage = 0, bad = [], next, last } = end;
    await context.commit({
      slice: id,
      ...index.counts(),
      documents,
      skipped,
      bad_rows,
      without_passage,
      data,
      rejected,
      next,
      last,
      bad,
    });
    index.clear();
    await system.remove(path);
  }

  /** Null where there is nothing to write; then an earlier attempt may have left a part that is no longer true. */
  async function writePart(
    file: string,
    places: readonly OutcomePlace[],
    encode: (places: readonly OutcomePlace[]) => Iterable<Uint8Array>,
  ): Promise<Part | null> {
    const absolute = join(layout.folder, file);
    if (places.length === 0) {
      if (fence === null) await system.remove(absolute);
      else fence.absent(absolute);
      return null;
    }
    const written = await (fence === null
      ? writeAtomically(system, absolute, worker, encode(places))
      : fence.prepare(absolute, encode(places)));
    return { file, rows: places.length, ...written };
  }

  function* recordsAt(bytes: Buffer, frames: readonly Frame[]): Generator<RephrasingRecord> {
    for (const frame of frames) {
      const outcome = outcomeAt(bytes, frame, path);
      if (outcome.kind === 'record') yield outcome.record;
    }
  }

  function* recordJsonsAt(bytes: Buffer, places: readonly OutcomePlace[]): Generator<Uint8Array> {
    for (const place of places) yield recordJsonAt(bytes, place, path);
  }

  function* rejectsAt(bytes: Buffer, frames: readonly Frame[]): Generator<Reject> {
    for (const frame of frames) {
      const outcome = outcomeAt(bytes, frame, path);
      if (outcome.kind === 'reject') yield outcome.reject;
    }
  }
}

/** What the last step has taken out is a record again when its slice is opened, and the last step is done again. */
function asItWas(reject: Reject): Outcome {
  return isRemoved(reject) ? { kind: 'record', record: recordOfRemoved(reject) } : { kind: 'reject', reject };
}

function foreign(path: string): StoreError {
  return new StoreError('damaged', `${path} belongs to another run; move it away and run the same command again.`);
}
