import { readdir, readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type Machine, parseStatus, presentStatus, type RunStatus } from './run-status.ts';

const thisMachine: Machine = { host: hostname(), isAlive };

/** The present status of the run in a folder; null where there is none yet. */
export async function readRunStatus(folder: string): Promise<RunStatus | null> {
  const statuses = join(folder, 'status');
  const names = (await readdir(statuses).catch(nothing)).filter((name) => name.endsWith('.json')).toSorted();
  for (const name of names) {
    // A file that is being replaced is there a moment later.
    const status = parseStatus(await readFile(join(statuses, name), 'utf8').catch(() => ''));
    if (status) return presentStatus(status, thisMachine, Date.now());
  }
  return null;
}

/** A folder that is not there yet, or not any more, has no files. */
function nothing(): readonly string[] {
  return [];
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process that may not be signalled is alive, and another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
