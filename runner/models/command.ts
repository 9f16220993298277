import { spawn } from 'node:child_process';

export interface CommandResult {
  /** Exit code; null where a signal ended it. */
  readonly code: number | null;
  /** The end of what it wrote to stderr and stdout. */
  readonly output: string;
}

/**
 * Runs another program to its end. Injected, so that tests need no such program.
 * @returns null where there is no such program
 * @throws the signal's reason when aborted
 */
export type RunCommand = (
  command: string,
  commandLine: readonly string[],
  options: { readonly cwd: string; readonly signal: AbortSignal },
) => Promise<CommandResult | null>;

/** What is kept of a program's output: enough for its last words. */
const keptCharacters = 4000;

export const runCommand: RunCommand = (command, commandLine, { cwd, signal }) =>
  new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const child = spawn(command, commandLine, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      // On Windows npm is a script, which only a shell can start. The arguments are our own and hold nothing to quote.
      shell: process.platform === 'win32',
      windowsHide: true,
    });
    let output = '';
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-keptCharacters);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const abort = (): void => void child.kill();
    signal.addEventListener('abort', abort, { once: true });
    child.on('error', (error) => {
      signal.removeEventListener('abort', abort);
      if ('code' in error && error.code === 'ENOENT') resolve(null);
      else reject(error);
    });
    child.on('close', (code) => {
      signal.removeEventListener('abort', abort);
      if (signal.aborted) reject(signal.reason);
      else resolve({ code, output });
    });
  });

/** The last lines of a program's output that say something, as one line for people. */
export function lastWords(output: string, lines = 3): string {
  return output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(-lines)
    .join(' · ');
}
