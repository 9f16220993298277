import type { FileSystem } from '../file-system.ts';
import type { Machine, ProcessIdentity } from '../machine.ts';
import { replaceFile } from './atomic-file.ts';
import type { Counts } from './counts.ts';
import type { Layout } from './layout.ts';

export type RunState = 'running' | 'finished' | 'interrupted' | 'failed';

/** How a run goes, as the run loop knows it. The counts are those of the whole run, earlier attempts included. */
export interface StatusReport extends Readonly<Counts> {
  readonly state: RunState;
  readonly in_flight: number;
  /** Requests sent by this attempt, repetitions included. */
  readonly requests: number;
  /** Seconds of work of this attempt. */
  readonly seconds: number;
  /** Documents that are still to come; null where nobody knows. */
  readonly left: number | null;
  /** Why it waits, in words, or null while it does not. */
  readonly waiting: string | null;
  /** What ended it, or null. */
  readonly message: string | null;
}

/** `status/WORKER.json`: how one worker stands. `requests` and `seconds` are sums over all attempts. */
export interface Status extends StatusReport, ProcessIdentity {
  readonly worker: string;
  readonly host: string;
  /** When this attempt began and when this was written; ISO 8601, UTC. */
  readonly started: string;
  readonly updated: string;
  /** The run folder, as an absolute path. */
  readonly output: string;
  /** Name of the strategy. */
  readonly strategy: string;
}

export interface StatusWriter {
  write(report: StatusReport): Promise<void>;
}

/** Goes on from the numbers of the attempt before, if it left any. */
export async function openStatus(
  machine: Machine,
  layout: Layout,
  names: { readonly worker: string; readonly strategy: string },
): Promise<StatusWriter> {
  const { worker, strategy } = names;
  const path = layout.status(worker);
  const before = parseStatus(await machine.fileSystem.read(path));
  const started = new Date(machine.now()).toISOString();
  return {
    async write(report) {
      const status: Status = {
        ...report,
        requests: report.requests + (before?.requests ?? 0),
        seconds: report.seconds + (before?.seconds ?? 0),
        worker,
        ...machine.self,
        host: machine.host,
        started,
        updated: new Date(machine.now()).toISOString(),
        output: layout.folder,
        strategy,
      };
      await replaceFile(machine.fileSystem, path, worker, `${JSON.stringify(status, null, 2)}\n`);
    },
  };
}

/** A status is written every 2 s; one that is older than this is of a worker that hangs or is gone. */
const freshMs = 30_000;

/** Whether the worker of a status works now: its process lives, or, on another host, has written it lately. */
export function isAtWork(status: Status, machine: Machine): boolean {
  const fresh = machine.now() - Date.parse(status.updated) < freshMs;
  const alive = status.host === machine.host ? machine.isAlive(status) : true;
  return status.state === 'running' && fresh && alive;
}

/** The statuses of all workers, in the order of their names. */
export async function readStatuses(system: FileSystem, layout: Layout): Promise<readonly Status[]> {
  const names = (await system.list(layout.statuses)).filter((name) => name.endsWith('.json') && !name.startsWith('.'));
  const found: Status[] = [];
  for (const name of names.toSorted()) {
    const status = parseStatus(await system.read(layout.status(name.slice(0, -'.json'.length))));
    if (status) found.push(status);
  }
  return found;
}

/** Undefined where there is none or it cannot be read: a status is for people, and the ledger has what counts. */
export function parseStatus(bytes: Buffer | null): Status | undefined {
  if (bytes === null) return undefined;
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return isStatus(value) ? value : undefined;
  } catch {
    // Overwritten while the power failed.
    return undefined;
  }
}

/** Looks at a few keys: the file is written whole by this program or is no JSON. */
function isStatus(value: unknown): value is Status {
  return typeof value === 'object' && value !== null && 'state' in value && 'updated' in value && 'by_reason' in value;
}
