import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { lastWords } from '../service/failure.ts';
import { runnerEnvironment } from '../service/runner-process.ts';

export interface EstimateOrder {
  /** The bundled runner. */
  readonly script: string;
  readonly strategy: string;
  /** Secrets by the names of environment variables. */
  readonly environment: Readonly<Record<string, string>>;
  /** Documents at the most; null is what the strategy says. */
  readonly limit: number | null;
  /** Whether models may be asked. */
  readonly asks: boolean;
}

/** What the runner said: its JSON, or why there is none. */
export type EstimateAnswer =
  | { readonly kind: 'estimate'; readonly json: string }
  | { readonly kind: 'failed'; readonly why: string };

/** Arguments of the runner for an estimate. */
export function estimateArguments({
  strategy,
  limit,
  asks,
}: Pick<EstimateOrder, 'strategy' | 'limit' | 'asks'>): string[] {
  return [
    'estimate',
    strategy,
    '--format',
    'json',
    ...(asks ? [] : ['--no-probe']),
    ...(limit === null ? [] : ['--limit', String(limit)]),
  ];
}

/** Lets the runner estimate a run, as a child that ends when the signal is aborted; the answer then is a failure. */
export function runEstimate(order: EstimateOrder, signal: AbortSignal): Promise<EstimateAnswer> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [order.script, ...estimateArguments(order)], {
      cwd: dirname(order.strategy),
      env: runnerEnvironment(order.environment),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      signal,
    });
    let json = '';
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (json += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.once('error', (error) => resolve({ kind: 'failed', why: error.message }));
    child.once('close', (code) => {
      if (code === 0) resolve({ kind: 'estimate', json });
      else resolve({ kind: 'failed', why: lastWords(said, 1) || `the runner ended with exit code ${code}` });
    });
  });
}
