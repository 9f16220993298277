import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Emitter } from 'vscode-jsonrpc/node';
import type { LogOutputChannel } from 'vscode';
import { RunnerService } from '../../client/service/runner-service.ts';
import { workspace } from '../helpers/workspace.ts';

vi.mock('vscode', async () => {
  const { CancellationTokenSource, Emitter: EventEmitter } = await import('vscode-jsonrpc/node');
  return { CancellationTokenSource, EventEmitter, CancellationError: class extends Error {} };
});

/** Answers every request with its process and how many were started; a signal closes its input or its output. */
const service = `
  const { appendFileSync, closeSync, readFileSync } = require('node:fs');
  const { createMessageConnection, StreamMessageReader, StreamMessageWriter } = require(${JSON.stringify(
    createRequire(import.meta.url).resolve('vscode-jsonrpc/node'),
  )});
  const starts = __filename + '.starts';
  appendFileSync(starts, '.');
  const connection = createMessageConnection(
    new StreamMessageReader(process.stdin),
    new StreamMessageWriter(process.stdout),
  );
  const answer = () => ({ pid: process.pid, starts: readFileSync(starts, 'utf8').length });
  connection.onRequest((method) => (method === 'wait' && answer().starts === 1 ? new Promise(() => undefined) : answer()));
  connection.listen();
  process.on('SIGUSR2', () => {
    closeSync(0);
    console.error('closed');
  });
  process.on('SIGHUP', () => {
    // Before it: without its output it is ended.
    console.error('closed');
    closeSync(1);
  });
  setInterval(() => undefined, 1_000);
`;

interface Answer {
  readonly pid: number;
  readonly starts: number;
}

async function runnerService(): Promise<{ runner: RunnerService; closed: Promise<void> }> {
  const folder = await workspace({ 'service.cjs': service });
  const lines = new Emitter<string>();
  const closed = new Promise<void>((resolve) => lines.event((line) => line === 'serve: closed' && resolve()));
  const said = (line: string): void => lines.fire(line);
  // The service writes lines to a log and asks nothing of it.
  const runner = new RunnerService(join(folder, 'service.cjs'), { info: said, error: said } as LogOutputChannel);
  onTestFinished(() => runner.dispose());
  return { runner, closed };
}

test.each([
  { what: 'its input', signal: 'SIGUSR2' },
  { what: 'its output', signal: 'SIGHUP' },
] as const)('a request to a service that has just closed $what goes to a new one', async ({ signal }) => {
  const { runner, closed } = await runnerService();
  const first = await runner.request<Answer>('ask', {});
  expect(first.starts).toBe(1);
  process.kill(first.pid, signal);
  await closed;
  const second = await runner.request<Answer>('ask', {});
  expect(second.starts).toBe(2);
  expect(await runner.request<Answer>('ask', {})).toEqual(second);
});

test('a request under way goes to a new service when the first one closes its output', async () => {
  const { runner } = await runnerService();
  const { pid } = await runner.request<Answer>('ask', {});
  const waiting = runner.request<Answer>('wait', {});
  process.kill(pid, 'SIGHUP');
  expect((await waiting).starts).toBe(2);
});
