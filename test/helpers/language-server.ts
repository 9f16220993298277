import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { build } from 'esbuild';
import { type Features, features } from '#features';
import { StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { createConnection } from 'vscode-languageserver/node';
import type { Files } from '../../server/files.ts';
import { serve } from '../../server/server.ts';
import { connectClient, type LanguageClient } from './language-client.ts';

export interface InProcess {
  readonly files?: Partial<Files>;
  readonly environment?: readonly string[];
  /** Features that stand in for the real ones. */
  readonly features?: Partial<Features>;
  readonly later?: (callback: () => void) => void;
  /** The folder that is open. */
  readonly rootUri?: string;
  /** What the user has set. */
  readonly settings?: object;
}

const noFiles: Files = {
  exists: async () => undefined,
  list: async () => [],
  keyOf: (uri) => uri,
  locate: (uri, path) => (uri.startsWith('file:') ? new URL(path, uri).href : undefined),
  strategiesIn: async () => [],
  read: async () => undefined,
};

/** The language server in this process, with a client that has said hello. */
export async function serverInProcess(
  options: InProcess = {},
  capabilities: object = {},
  more: object = {},
): Promise<LanguageClient> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  serve(createConnection(toServer, toClient), {
    files: { ...noFiles, ...options.files },
    environment: options.environment ?? [],
    later: options.later ?? setImmediate,
    features: { ...features, ...options.features },
  });
  const client = connectClient(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const { rootUri = null, settings } = options;
  const wishes = settings === undefined ? more : { ...more, initializationOptions: settings };
  await client.initialize(capabilities, { rootUri, ...wishes });
  return client;
}

export interface ServerProcess {
  readonly client: LanguageClient;
  readonly child: ChildProcess;
  readonly stdin: NodeJS.WritableStream;
  /** Settles when the process has ended, with its exit code. */
  readonly ended: Promise<number | null>;
}

/** Starts a built server, as an editor does. */
export function serverProcess(script: string): ServerProcess {
  const child = spawn(process.execPath, [script, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = once(child, 'exit').then(([code]: unknown[]) => (typeof code === 'number' ? code : null));
  const client = connectClient(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  return { client, child, stdin: child.stdin, ended };
}

/** Bundles the server as it is in the checkout into a folder of its own. */
export async function buildServer(): Promise<{ readonly script: string; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'wordmill-server-'));
  const script = join(folder, 'server.cjs');
  await build({
    entryPoints: [resolve(import.meta.dirname, '../../server/main.ts')],
    outfile: script,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    define: { 'import.meta.dirname': '__dirname' },
    logLevel: 'error',
  });
  return { script, remove: () => rm(folder, { recursive: true, force: true }) };
}
