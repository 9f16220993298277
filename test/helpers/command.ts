import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

export const runnerScript = resolve(import.meta.dirname, '../../dist/runner.cjs');

export interface Finished {
  /** Exit code; null where a signal ended the process. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Given the process as soon as it runs: to signal it, or to listen. */
  readonly onStart?: (child: ChildProcess) => unknown;
}

/** Runs the built `wordmill` command as a user does. */
export function wordmill(args: readonly string[], options: CommandOptions = {}): Promise<Finished> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [runnerScript, ...args], {
      cwd: options.cwd,
      env: { ...process.env, ...options.environment },
      stdio: 'pipe',
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('error', fail);
    child.once('close', (code) => done({ code, stdout, stderr }));
    child.stdin.end(options.input ?? '');
    options.onStart?.(child);
  });
}

/** For `onStart`: acts once, when the command has said these words on stderr. */
export function whenTold(words: string, act: (child: ChildProcess) => void): (child: ChildProcess) => void {
  return (child) => {
    let told = '';
    let acted = false;
    child.stderr?.on('data', (text: string) => {
      told += text;
      if (acted || !told.includes(words)) return;
      acted = true;
      act(child);
    });
  };
}
