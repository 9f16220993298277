import { dirname, join, resolve } from 'node:path';
import { explaining } from '../explaining.ts';
import type { FileSystem } from '../file-system.ts';
import { type Machine, thisMachine } from '../machine.ts';
import { StoreError } from '../store-error.ts';
import { temporaryPath, writeDurably, type Written } from './atomic-file.ts';
import { type Layout, layoutOf, sliceOfJournal } from './layout.ts';
import { type CommittedSlice, committedSlices, type LedgerEntry } from './ledger.ts';

/** A file that becomes visible with a commitment; `from` is null where the slice has no such file any more. */
interface Move {
  readonly from: string | null;
  readonly to: string;
}

/** `commits/SLICE.ATTEMPT.json`: everything that is needed to finish the commitment, whoever does it. */
interface Commitment {
  readonly entry: CommittedSlice;
  /** Paths in the run folder. */
  readonly moves: readonly Move[];
}

/**
 * Lets exactly one of several processes commit a slice, though each believes to be the worker that owns it: a scheduler
 * that has lost sight of a machine starts its worker a second time. What decides is the name of one file that holds the
 * whole commitment and is linked, which every file system does for one of them alone. What comes after, the parts that
 * get their names and the line in the ledger, can be done by anybody, any number of times.
 */
export interface Fence {
  /** Of this process: its journals and temporary files are its own. */
  readonly token: string;
  /** Writes a part where nobody looks yet. */
  prepare(path: string, chunks: Iterable<Uint8Array>): Promise<Written>;
  /** The slice has no such part. */
  absent(path: string): void;
  /** @throws StoreError `locked` where another process has committed the slice. */
  commit(entry: CommittedSlice): Promise<void>;
}

/** A fence for one slice. */
export function createFence(system: FileSystem, layout: Layout, worker: string, token: string): Fence {
  const moves: Move[] = [];
  const owner = `${worker}.${token}`;
  const local = (path: string): string => path.slice(layout.folder.length + 1).replaceAll('\\', '/');
  return {
    token,
    async prepare(path, chunks) {
      const temporary = temporaryPath(path, owner);
      const written = await writeDurably(system, temporary, chunks);
      await system.syncFolder(dirname(path));
      moves.push({ from: local(temporary), to: local(path) });
      return written;
    },
    absent: (path) => void moves.push({ from: null, to: local(path) }),
    async commit(entry) {
      const path = layout.commit(entry.slice, entry.attempt);
      const temporary = temporaryPath(path, owner);
      const commitment: Commitment = { entry, moves };
      await writeDurably(system, temporary, [Buffer.from(`${JSON.stringify(commitment)}\n`)]);
      const first = await system.link(temporary, path);
      await system.syncFolder(layout.commits);
      await system.remove(temporary);
      if (!first) {
        for (const { from } of moves) if (from !== null) await system.remove(join(layout.folder, from));
        throw new StoreError(
          'locked',
          `Slice ${entry.slice} was finished by another process that does the work of ${worker}; this one stops, and nothing is written twice.`,
        );
      }
      await carryOut(system, layout, commitment);
    },
  };
}

/**
 * Ends the commitments that a kill has interrupted between their decision and their line in the ledger.
 * @returns the entries that the ledger still has to get.
 */
export async function interruptedCommits(
  system: FileSystem,
  layout: Layout,
  entries: readonly LedgerEntry[],
  owns: (slice: string) => boolean,
): Promise<readonly CommittedSlice[]> {
  const known = new Set(entries.flatMap((entry) => (entry.event === 'committed' ? [keyOf(entry)] : [])));
  const latest = new Map<string, number>();
  for (const { slice, attempt } of entries) latest.set(slice, Math.max(attempt, latest.get(slice) ?? 0));
  const missing: CommittedSlice[] = [];
  for (const name of (await system.list(layout.commits)).toSorted()) {
    const [, slice, attempt] = /^([\d-]+)\.(\d+)\.json$/.exec(name) ?? [];
    if (slice === undefined || !owns(slice) || known.has(`${slice}.${attempt}`)) continue;
    // What was reopened since is being done again.
    if (Number(attempt) < (latest.get(slice) ?? 0)) continue;
    const commitment = parseCommitment(await system.read(join(layout.commits, name)));
    if (commitment === undefined) continue;
    await carryOut(system, layout, commitment);
    missing.push(commitment.entry);
  }
  return [...committedSlices(missing).values()];
}

/**
 * Removes the parts that killed processes have left half-written. To be called when every slice is committed, since a
 * commitment that was interrupted needs them. The commitments stay: whoever comes late must find them.
 */
export async function removeLeftovers(folder: string, machine: Machine = thisMachine()): Promise<void> {
  const layout = layoutOf(resolve(folder));
  const system = explaining(machine.fileSystem);
  for (const folder of [layout.data, layout.rejects, layout.commits]) {
    for (const name of await system.list(folder)) {
      if (/^\..*\.w\d+\.[0-9a-f]+\.tmp$/.test(name)) await system.remove(join(folder, name));
    }
  }
}

/** The journals of a slice that other processes have begun. */
export async function otherJournals(
  system: FileSystem,
  layout: Layout,
  slice: string,
  own: string,
): Promise<readonly string[]> {
  const names = await system.list(layout.journals);
  return names
    .filter((name) => name.endsWith('.jsonl') && sliceOfJournal(name) === slice)
    .map((name) => join(layout.journals, name))
    .filter((path) => path !== own)
    .toSorted();
}

/** Gives the parts their names. A part that has it already was given it by somebody who went on where we stopped. */
async function carryOut(system: FileSystem, layout: Layout, { moves }: Commitment): Promise<void> {
  for (const { from, to } of moves) {
    const path = join(layout.folder, to);
    if (from === null) await system.remove(path);
    else {
      const temporary = join(layout.folder, from);
      await system.rename(temporary, path).catch(async (error: unknown) => {
        if ((await system.status(temporary)) !== null) throw error;
      });
    }
    await system.syncFolder(dirname(path));
  }
}

function keyOf({ slice, attempt }: CommittedSlice): string {
  return `${slice}.${attempt}`;
}

/** Undefined where the file cannot be read: it is written whole before it gets its name, so that a disk has damaged it. */
function parseCommitment(bytes: Buffer | null): Commitment | undefined {
  if (bytes === null) return undefined;
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    const whole = typeof value === 'object' && value !== null && 'entry' in value && 'moves' in value;
    // Only this program writes these files.
    return whole ? (value as Commitment) : undefined;
  } catch {
    // The slice counts as not done, and is done again.
    return undefined;
  }
}
