import { join } from 'node:path';
import { shortHash } from '#engine';
import type { Machine } from '../machine.ts';
import { StoreError } from '../store-error.ts';
import type { Layout } from './layout.ts';

/** The right to write to a run folder as one worker. */
export interface Lock {
  /** Tells this holding from every other; hexadecimal. */
  readonly token: string;
  /** @throws StoreError `locked` where another process has taken the lock over, believing this one dead. */
  check(): Promise<void>;
  release(): Promise<void>;
}

/** Where slices are fenced, a worker that hangs may be succeeded sooner, and on its own host too: it can do no harm. */
const fencedSilenceMs = 20_000;

/** What a lock file says of who holds it. */
interface Holder {
  readonly pid: number;
  readonly began: string | null;
  readonly host: string;
  /** ISO 8601, UTC. */
  readonly since: string;
  /** Tells this holding from every other. */
  readonly token: string;
}

/** A worker on another host renews its status every 2 s; after so long without it is taken for dead. */
const silenceMs = 60_000;

/**
 * Takes the lock of a worker, also from a process that is no more: one of this host that does not run, or one of another
 * host that has been silent for a minute.
 * @param successor whether a living process that has been silent may be succeeded too: only where slices are fenced.
 * @throws StoreError `locked` where a living process has it.
 */
export async function takeLock(
  machine: Machine,
  layout: Layout,
  worker: string,
  successor: boolean = false,
): Promise<Lock> {
  const { fileSystem: system } = machine;
  const path = layout.lock(worker);
  const since = new Date(machine.now()).toISOString();
  const { pid, began } = machine.self;
  const token = shortHash(`${machine.host}\n${pid}\n${began}\n${machine.now()}\n${machine.clock.now()}`);
  const mine: Holder = { pid, began, host: machine.host, since, token };
  const bytes = Buffer.from(`${JSON.stringify(mine)}\n`);

  if (!(await create())) {
    const holder = parseHolder(await system.read(path));
    if (holder !== undefined && (await isHeld(holder))) throw locked(layout.folder, holder);
    await replace();
  }
  await check();
  return { token, check, release };

  async function create(): Promise<boolean> {
    const file = await system.create(path);
    if (file === null) return false;
    try {
      await file.write(bytes);
    } finally {
      await file.close();
    }
    return true;
  }

  async function replace(): Promise<void> {
    const temporary = join(layout.statuses, `.${worker}.lock.${worker}.tmp`);
    const file = await system.overwrite(temporary);
    try {
      await file.write(bytes);
    } finally {
      await file.close();
    }
    await system.rename(temporary, path);
  }

  async function isHeld(holder: Holder): Promise<boolean> {
    if (holder.host === machine.host && (!successor || !machine.isAlive(holder))) return machine.isAlive(holder);
    return machine.now() - (await lastSignMs()) < (successor ? fencedSilenceMs : silenceMs);
  }

  /** When the other host last wrote its status or its lock, by the file system's own time. */
  async function lastSignMs(): Promise<number> {
    const found = await Promise.all([system.status(layout.status(worker)), system.status(path)]);
    return Math.max(...found.map((status) => status?.modifiedMs ?? 0));
  }

  async function check(): Promise<void> {
    const holder = parseHolder(await system.read(path));
    if (holder?.token === token) return;
    if (holder !== undefined) throw locked(layout.folder, holder);
    throw new StoreError(
      'locked',
      `The lock of the run folder ${layout.folder} was removed; this run stops, and can be started again.`,
    );
  }

  async function release(): Promise<void> {
    const holder = parseHolder(await system.read(path));
    if (holder?.token === token) await system.remove(path);
  }
}

function locked(folder: string, holder: Holder): StoreError {
  return new StoreError(
    'locked',
    `The run folder ${folder} is in use by process ${holder.pid} on ${holder.host} since ${holder.since}; wait for it or end it first.`,
  );
}

/** Undefined where the file is gone or was never written to its end, so that nobody holds it. */
function parseHolder(bytes: Buffer | null): Holder | undefined {
  if (bytes === null) return undefined;
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    const whole = typeof value === 'object' && value !== null && 'token' in value && 'pid' in value && 'host' in value;
    // Only this program writes lock files, and all keys at once.
    return whole ? (value as Holder) : undefined;
  } catch {
    // A kill between creating and writing it leaves an empty file.
    return undefined;
  }
}
