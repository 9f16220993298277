import { join } from 'node:path';
import type { FileSystem } from '../file-system.ts';
import { encodeRejects } from '../parts/jsonl-part.ts';
import { writeAtomically } from '../run/atomic-file.ts';
import { type Layout, partFiles } from '../run/layout.ts';
import { type CommittedSlice, committedSlices, type Part, readLedgers } from '../run/ledger.ts';
import type { LedgerWriter } from '../run/ledger-writer.ts';
import { allRejects, recounted, type RowsContext, type SliceRow, type SliceRows } from './slice-rows.ts';

/**
 * Parts that the last step writes anew. They are made ready in a folder of their own and take the places of the old ones
 * all together: up to the moment at which `staged.json` is there, nothing has happened, and from then on everything has,
 * since whoever opens the run carries it through. So no kill leaves a slice whose parts are not those of its ledger.
 */
export interface Staging {
  /** Removes what a killed attempt had made ready. */
  clear(): Promise<void>;
  /** Makes ready the slice with these rows. */
  add(before: SliceRows, now: readonly SliceRow[]): Promise<void>;
  /** Puts everything in its place. @returns the slices as they are now */
  apply(): Promise<readonly CommittedSlice[]>;
}

export interface StagingContext extends RowsContext {
  readonly worker: string;
  readonly ledger: LedgerWriter;
  readonly time: () => string;
}

/** `staged.json`: the ledger's new lines. */
interface Staged {
  readonly ending: string;
  readonly entries: readonly CommittedSlice[];
}

export function createStaging(context: StagingContext): Staging {
  const { system, layout, format, worker } = context;
  const entries: CommittedSlice[] = [];

  async function write(file: string, rows: number, chunks: Iterable<Uint8Array>): Promise<Part | null> {
    if (rows === 0) return null;
    return { file, rows, ...(await writeAtomically(system, stagedPath(layout, file), worker, chunks)) };
  }

  return {
    async clear() {
      entries.length = 0;
      await clearFolder(system, layout);
    },
    async add(before, now) {
      if (entries.length === 0) {
        await system.makeFolder(layout.staging);
        await system.syncFolder(layout.folder);
      }
      const { slice } = before;
      const files = partFiles(slice.slice, format.ending);
      const kept = now.flatMap(({ record, removed }) => (removed === null ? [record] : []));
      const rejects = allRejects({ ...before, rows: now }, context);
      entries.push({
        ...slice,
        ...recounted(before, now, context),
        attempt: slice.attempt + 1,
        data: await write(files.data, kept.length, format.encode(kept)),
        rejected: await write(files.rejects, rejects.length, encodeRejects(rejects)),
        time: context.time(),
      });
    },
    async apply() {
      if (entries.length === 0) return [];
      const staged: Staged = { ending: format.ending, entries };
      await writeAtomically(system, layout.staged, worker, [Buffer.from(`${JSON.stringify(staged)}\n`)]);
      await carryThrough(context);
      return entries.splice(0);
    },
  };
}

/**
 * Puts in place what an earlier process has decided to put there, if any has. Every operation can be the last one before
 * a kill, and two processes can do it at a time: what one has moved the other finds moved.
 */
export async function carryThrough(context: Pick<StagingContext, 'system' | 'layout' | 'ledger'>): Promise<void> {
  const { system, layout, ledger } = context;
  const staged = parseStaged(await system.read(layout.staged));
  if (staged === undefined) return;
  for (const { slice, data, rejected } of staged.entries) {
    const files = partFiles(slice, staged.ending);
    await place(system, layout, files.rejects, rejected);
    await place(system, layout, files.data, data);
  }
  await system.syncFolder(layout.rejects);
  await system.syncFolder(layout.data);
  const committed = committedSlices(await readLedgers(system, layout));
  const missing = staged.entries.filter(({ slice, attempt }) => (committed.get(slice)?.attempt ?? -1) < attempt);
  if (missing.length > 0) await ledger.append(...missing);
  await system.remove(layout.staged);
  await system.syncFolder(layout.staging);
  await clearFolder(system, layout);
}

async function place(system: FileSystem, layout: Layout, file: string, part: Part | null): Promise<void> {
  const [from, to] = [stagedPath(layout, file), join(layout.folder, file)];
  if (part === null) await system.remove(to);
  else if ((await system.status(from)) !== null) await system.rename(from, to);
}

/** Removes the folder of the last step with all that is in it. */
export async function clearFolder(system: FileSystem, layout: Layout): Promise<void> {
  for (const name of await system.list(layout.staging)) await system.remove(join(layout.staging, name));
  await system.removeFolder(layout.staging);
}

/** Both parts of a slice have names of their own, whatever folder they are for. */
function stagedPath(layout: Layout, file: string): string {
  return join(layout.staging, file.replace(/^\w+\//, ''));
}

function parseStaged(bytes: Buffer | null): Staged | undefined {
  if (bytes === null) return undefined;
  try {
    // The file is written whole or not at all, by this program.
    return JSON.parse(bytes.toString('utf8')) as Staged;
  } catch {
    // Damaged later. The slices whose parts were moved already are not those of the ledger, and are committed anew.
    return undefined;
  }
}
