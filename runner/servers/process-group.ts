import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { identityOf, thisMachine } from '#store';

/** A program with all that it starts, in a process group of its own. */
export interface ProcessGroup {
  /** Resolves when the program has ended: its exit code or the name of the signal. */
  readonly ended: Promise<string>;
  /** TERM to all of them, and KILL to what is left after the grace. Resolves when the program is gone. */
  stop(graceMs: number): Promise<void>;
}

export interface ProgramStart {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** What it prints goes to the end of this file: a pipe that nobody reads would block it. */
  readonly logFile: string;
  /** Says which process it is, so that the next attempt finds it when this process was killed. */
  readonly pidFile: string;
}

/** @returns null where there is no such program. */
export async function startGroup(start: ProgramStart): Promise<ProcessGroup | null> {
  await mkdir(dirname(start.logFile), { recursive: true });
  await endOrphan(start.pidFile);
  const log = openSync(start.logFile, 'a');
  let child: ChildProcess;
  try {
    child = spawn(start.program, start.args, {
      stdio: ['ignore', log, log],
      env: start.environment,
      // A session of its own: Ctrl-C in a terminal is the runner's to handle, and the group can be ended as a whole.
      detached: true,
    });
    if (!(await hasStarted(child))) return null;
  } finally {
    closeSync(log);
  }
  const { pid } = child;
  if (pid === undefined) return null;
  const ended = once(child, 'exit').then(([code, signal]) => signal ?? `exit code ${code}`);
  await writeFile(start.pidFile, JSON.stringify({ ...identityOf(pid), host: hostname() }));
  const gone = ended.then(async (how: string) => {
    // What the program has left behind of its group would keep the GPU and the port.
    signalGroup(pid, 'SIGKILL');
    await rm(start.pidFile, { force: true });
    return how;
  });
  return {
    ended: gone,
    async stop(graceMs) {
      const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs);
      signalGroup(pid, 'SIGTERM');
      await gone;
      clearTimeout(timer);
    },
  };
}

function hasStarted(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve, reject) => {
    child.once('spawn', () => resolve(true));
    child.once('error', (error) => {
      if ('code' in error && (error.code === 'ENOENT' || error.code === 'EACCES')) resolve(false);
      else reject(error);
    });
  });
}

/** A server of an earlier attempt that was killed holds port and GPU still; it is this worker's own to end. */
async function endOrphan(pidFile: string): Promise<void> {
  const text = await readFile(pidFile, 'utf8').catch(() => null);
  const orphan = text === null ? null : parseIdentity(text);
  if (orphan !== null && orphan.host === hostname() && orphan.began !== null && thisMachine().isAlive(orphan)) {
    signalGroup(orphan.pid, 'SIGKILL');
  }
}

function parseIdentity(text: string): { pid: number; began: string | null; host: string } | null {
  try {
    const value: unknown = JSON.parse(text);
    const whole = typeof value === 'object' && value !== null && 'pid' in value && 'began' in value && 'host' in value;
    // Only this program writes these files.
    return whole ? (value as { pid: number; began: string | null; host: string }) : null;
  } catch {
    // A kill came into the writing of it.
    return null;
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
