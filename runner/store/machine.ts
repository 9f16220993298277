import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Clock } from '#engine';
import { type FileSystem, nodeFileSystem } from './file-system.ts';

/** All that a run folder asks of the machine it is on. */
export interface Machine {
  readonly fileSystem: FileSystem;
  /** For the window of the group commit. */
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  now(): number;
  readonly host: string;
  /** This process. */
  readonly self: ProcessIdentity;
  /** Whether that very process of this host still runs. */
  isAlive(process: ProcessIdentity): boolean;
}

/** A process id alone is used again after a restart, above all in containers; with the time of its start it is not. */
export interface ProcessIdentity {
  readonly pid: number;
  /** The system's own word for when it was started; null where it has none. */
  readonly began: string | null;
}

/** The machine that this process is on. */
export function thisMachine(): Machine {
  return {
    fileSystem: nodeFileSystem,
    clock: {
      now: () => performance.now(),
      after(delayMs, callback) {
        const timer = setTimeout(callback, delayMs);
        return () => clearTimeout(timer);
      },
    },
    now: () => Date.now(),
    host: hostname(),
    self: identityOf(process.pid),
    isAlive: ({ pid, began }) => exists(pid) && !isDead(pid) && (began === null || beganOf(pid) === began),
  };
}

/** A process of this host, told from every other that has had its number. */
export function identityOf(pid: number): ProcessIdentity {
  return { pid, began: beganOf(pid) };
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be signalled, but is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** A process that has ended keeps its number until its parent asks for it, which in a container may be never. */
function isDead(pid: number): boolean {
  return /^[ZX]$/.test(statusOf(pid)[0] ?? '');
}

/** Start of a process in clock ticks since boot: field 22 of /proc/PID/stat (proc(5)). */
function beganOf(pid: number): string | null {
  return statusOf(pid)[19] ?? null;
}

/** The fields of /proc/PID/stat from the third on, the state; none where the system has no such file. */
function statusOf(pid: number): readonly string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in parentheses and may hold spaces, so counting begins behind it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
