import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { expect, vi } from 'vitest';
import { workspace } from '../workspace.ts';

/** How an engine was started. */
export interface EngineStart {
  readonly name: string;
  readonly args: readonly string[];
  readonly port: number;
  readonly devices: string;
  readonly pid: number;
  readonly child: number;
}

export interface FakeEngine {
  readonly environment: Readonly<Record<string, string>>;
  starts(): Promise<readonly EngineStart[]>;
}

/** Puts programs of the engines' names into a folder for PATH, which do what `mode` says, see engine.mjs. */
export async function fakeEngine(
  mode: string,
  names: readonly string[] = ['vllm', 'llama-server', 'python3'],
): Promise<FakeEngine> {
  const folder = await workspace();
  const bin = join(folder, 'bin');
  const log = join(folder, 'starts.jsonl');
  await mkdir(bin);
  const script = resolve(import.meta.dirname, 'engine.mjs');
  for (const name of names) {
    const text = `#!/bin/sh\nFAKE_ENGINE_NAME=${name} exec "${process.execPath}" "${script}" "$@"\n`;
    await writeFile(join(bin, name), text, { mode: 0o755 });
  }
  return {
    environment: { PATH: `${bin}:/usr/bin:/bin`, FAKE_ENGINE: mode, FAKE_ENGINE_LOG: log },
    async starts() {
      const text = await readFile(log, 'utf8').catch(() => '');
      return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as EngineStart]));
    },
  };
}

/** A port of loopback, and the three behind it, that nobody uses now. */
export async function freePort(): Promise<number> {
  for (;;) {
    // Below the ports that the system gives to whoever connects.
    const port = randomInt(20_000, 32_000);
    const free = await Promise.all([0, 1, 2, 3].map((shift) => listenOnce(port + shift).catch(() => null)));
    if (!free.includes(null)) return port;
  }
}

function listenOnce(port: number): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Whether a process runs; one that has ended and that nobody has asked for does not. */
export async function runs(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return stat !== null && !/\) Z /.test(stat);
}

/** Whether all that was started has ended: what was killed is gone a moment later. */
export async function expectNobodyLeft(starts: readonly Pick<EngineStart, 'pid' | 'child'>[]): Promise<void> {
  await vi.waitFor(async () => {
    for (const { pid, child } of starts) expect([await runs(pid), await runs(child)]).toEqual([false, false]);
  });
}
