import { spawn } from 'node:child_process';
import { TargetError } from '../target-error.ts';

/** How a command of Slurm ended. */
export interface SlurmAnswer {
  readonly code: number;
  readonly stdout: string;
  /** Its own words, as one line. */
  readonly words: string;
}

/** A client waits some seconds for a controller that is gone; longer than this it has hung. */
const patienceMs = 60_000;

/**
 * Runs a command of Slurm to its end.
 * @throws TargetError where there is no such command; the signal's reason when it is aborted.
 */
export function slurmCommand(
  command: string,
  args: readonly string[],
  options: { readonly signal: AbortSignal; readonly environment?: NodeJS.ProcessEnv },
): Promise<SlurmAnswer> {
  const { signal, environment = process.env } = options;
  const patience = AbortSignal.timeout(patienceMs);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: AbortSignal.any([signal, patience]),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('error', (error) => {
      if (signal.aborted) reject(signal.reason);
      else if (patience.aborted) reject(new TargetError(`${command} has not answered for a minute.`));
      else reject(unstartable(command, error));
    });
    child.once('close', (code, ended) => {
      const words = stderr.trim().replaceAll(/\s*\n\s*/g, ' · ');
      resolve({ code: code ?? 1, stdout, words: words === '' && ended !== null ? `it was ended by ${ended}` : words });
    });
  });
}

function unstartable(command: string, error: Error): TargetError {
  const missing = 'code' in error && error.code === 'ENOENT';
  return new TargetError(
    missing
      ? `There is no ${command} in PATH, so that nothing can be sent to Slurm from here; run this on a machine of the cluster where jobs are submitted.`
      : `${command} cannot be started: ${error.message}.`,
    { usage: true, cause: error },
  );
}
