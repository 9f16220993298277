import { createHash } from 'node:crypto';
import { join } from 'node:path';
import {
  isRemoved,
  type Outcome,
  recordOfRemoved,
  type Reject,
  type RemovedRecord,
  type RephrasingRecord,
} from '#engine';
import type { FileSystem } from '../file-system.ts';
import { decodeRejects } from '../parts/jsonl-part.ts';
import type { PartFormat } from '../parts/part-format.ts';
import { StoreError } from '../store-error.ts';
import { type Counts, countInto, factsOf, sumCounts } from '../run/counts.ts';
import type { Layout } from '../run/layout.ts';
import type { CommittedSlice, Part } from '../run/ledger.ts';
import { outputOrder } from '../run/slice-index.ts';

/** A record that the run has made, and where the last step has taken it out, the reject that it became. */
export interface SliceRow {
  readonly record: RephrasingRecord;
  readonly removed: RemovedRecord | null;
}

/** A finished slice with all its rows. */
export interface SliceRows {
  readonly slice: CommittedSlice;
  /** In the order of the output, those that were taken out in their places. */
  readonly rows: readonly SliceRow[];
  /** The other rejects, in the order of the output. */
  readonly rejects: readonly Reject[];
}

export interface RowsContext {
  readonly system: FileSystem;
  readonly layout: Layout;
  readonly format: PartFormat;
  /** Names in the order of the strategy. */
  readonly rephrasings: readonly string[];
  /** Whether estimated tokens of texts are counted. */
  readonly countsText: boolean;
}

/**
 * Reads a finished slice. Whatever an earlier last step has done to it, the records are the same.
 * @throws StoreError `damaged` where a part is not what the ledger says.
 */
export async function readSlice(slice: CommittedSlice, context: RowsContext): Promise<SliceRows> {
  const { format, rephrasings } = context;
  const data = await readPart(slice.data, context);
  const rejected = await readPart(slice.rejected, context);
  const kept = data === null ? [] : await format.decode(data);
  const rejects = rejected === null ? [] : decodeRejects(rejected);
  const rows = [
    ...kept.map((record): SliceRow => ({ record, removed: null })),
    ...rejects.filter(isRemoved).map((removed): SliceRow => ({ record: recordOfRemoved(removed), removed })),
  ];
  const order = outputOrder(rephrasings);
  return {
    slice,
    rows: rows.toSorted((left, right) => order(placeOf(left.record), placeOf(right.record))),
    rejects: rejects.filter((reject) => !isRemoved(reject)),
  };
}

/** All rejects of a slice, those that the last step has made among them, in the order of the output. */
export function allRejects({ rows, rejects }: SliceRows, { rephrasings }: RowsContext): readonly Reject[] {
  const order = outputOrder(rephrasings);
  const removed = rows.flatMap((row): Reject[] => (row.removed === null ? [] : [row.removed]));
  return [...rejects, ...removed].toSorted((left, right) => order(placeOf(left), placeOf(right)));
}

/** What the slice has when its rows have become others. */
export function recounted({ slice, rows }: SliceRows, now: readonly SliceRow[], { countsText }: RowsContext): Counts {
  const counts = sumCounts([slice]);
  for (const [index, row] of now.entries()) {
    const before = rows[index] ?? row;
    if (before.removed === null && row.removed === null) continue;
    const [was, is] = [factsOf(outcomeOf(before), countsText), factsOf(outcomeOf(row), countsText)];
    if (was !== null) countInto(counts, was, -1);
    if (is !== null) countInto(counts, is);
  }
  return counts;
}

function outcomeOf({ record, removed }: SliceRow): Outcome {
  return removed === null ? { kind: 'record', record } : { kind: 'reject', reject: removed };
}

function placeOf(made: Reject | RephrasingRecord): {
  readonly id: string;
  readonly rephrasing: string;
  readonly file: string;
  readonly row: number;
  readonly chunk: number | null;
} {
  const { id, rephrasing, source_file: file, source_row: row, chunk } = made;
  return { id, rephrasing, file, row, chunk: chunk ?? null };
}

async function readPart(part: Part | null, { system, layout }: RowsContext): Promise<Buffer | null> {
  if (part === null) return null;
  const bytes = await system.read(join(layout.folder, part.file));
  if (bytes !== null && createHash('sha256').update(bytes).digest('hex') === part.sha256) return bytes;
  throw new StoreError(
    'damaged',
    `${part.file} in ${layout.folder} is not what was written there; remove it and run the same command again, which makes it anew.`,
  );
}
