import { type ChildProcess, spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { runnerScript } from './command.ts';

export interface ServiceProcess {
  readonly connection: MessageConnection;
  readonly child: ChildProcess;
}

/** `wordmill serve` as the editor has it, ended with the test. */
export function startService(
  environment: Readonly<Record<string, string>> = {},
  nodeOptions: readonly string[] = [],
): ServiceProcess {
  const child = spawn(process.execPath, [...nodeOptions, runnerScript, 'serve'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.listen();
  onTestFinished(async () => {
    const gone = new Promise((done) => child.once('exit', done));
    connection.end();
    child.stdin.end();
    await gone;
  });
  return { connection, child };
}
