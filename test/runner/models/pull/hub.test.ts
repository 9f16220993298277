import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pullWeights } from '../../../../runner/models/pull/pull.ts';
import {
  breaksOff,
  type ReceivedRequest,
  replies,
  resets,
  type ScriptedReply,
  stalls,
  startScriptedServer,
} from '../../../helpers/scripted-server.ts';
import { machine, temporaryFolder } from '../helpers.ts';

const weights = Array.from({ length: 5000 }, (_, index) => String.fromCharCode(97 + (index % 26))).join('');
const sha256 = createHash('sha256').update(weights).digest('hex');
const name = 'hf:ORG/REPO/tiny.gguf';

/** A hub as it is: it says what a file is, and redirects to a storage elsewhere, which takes ranges. */
function hubReply(
  { method, path, headers }: ReceivedRequest,
  storage: string,
  given: { readonly etag?: string; readonly content?: string } = {},
): ScriptedReply {
  const content = given.content ?? weights;
  if (path === '/ORG/REPO/resolve/main/tiny.gguf') {
    return replies(302, '', {
      location: `${storage}/blob`,
      'x-linked-etag': `"${given.etag ?? sha256}"`,
      'x-linked-size': String(content.length),
    });
  }
  if (method !== 'GET' || path !== '/blob') return replies(404);
  const [, from] = /^bytes=(\d+)-$/.exec(headers.range ?? '') ?? [];
  if (from === undefined) return replies(200, content);
  return replies(206, content.slice(Number(from)), {
    'content-range': `bytes ${from}-${content.length - 1}/${content.length}`,
  });
}

interface Place {
  readonly target: string;
  readonly part: string;
  readonly notices: readonly string[];
  readonly pull: (signal?: AbortSignal) => Promise<string>;
  /** Names of all files in the folder of the model. */
  readonly files: () => Promise<readonly string[]>;
}

/** A machine with an empty cache, for which `url` is the hub. */
function place(folder: string, url: string, variables: Readonly<Record<string, string>> = {}): Place {
  const target = join(folder, 'models', 'ORG', 'REPO', 'tiny.gguf');
  const options = machine({ cacheFolder: folder, variables: { HF_ENDPOINT: url, HOME: folder, ...variables } });
  return {
    target,
    part: `${target}.part`,
    notices: options.notices,
    pull: (signal = options.signal) =>
      pullWeights(name, { ...options, signal }, () => Promise.reject(new Error('Nothing may be run.'))),
    files: () => readdir(dirname(target)),
  };
}

describe('weights from the hub', () => {
  it('are fetched through its redirect, checked, and not fetched again', async () => {
    await using folder = await temporaryFolder();
    await using storage = await startScriptedServer((request) => hubReply(request, ''));
    await using hub = await startScriptedServer((request) => hubReply(request, storage.url));
    const at = place(folder.path, `${hub.url}/`, { HF_TOKEN: 'hf_secret' });
    expect(await at.pull()).toBe(at.target);
    expect(await readFile(at.target, 'utf8')).toBe(weights);
    expect(await at.files()).toEqual(['tiny.gguf']);
    expect(hub.requests.map(({ method }) => method)).toEqual(['HEAD', 'GET']);
    // The token is for the hub and not for whoever keeps its files.
    expect(hub.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer hf_secret', 'Bearer hf_secret']);
    expect(storage.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    await at.pull();
    expect(hub.requests).toHaveLength(2);
  });

  it.each([
    ['HF_HOME', 'token'],
    ['HOME', '.cache/huggingface/token'],
    ['HF_TOKEN_PATH', ''],
  ])('are asked for with the token that other tools have saved, by %s', async (variable, below) => {
    await using folder = await temporaryFolder();
    await using hub = await startScriptedServer((request) => hubReply(request, hub.url));
    const saved = join(folder.path, 'saved', below);
    await mkdir(dirname(saved), { recursive: true });
    await writeFile(saved, 'hf_saved\n');
    await place(folder.path, hub.url, { [variable]: join(folder.path, 'saved') }).pull();
    expect(hub.requests[0]?.headers.authorization).toBe('Bearer hf_saved');
  });

  it('go on from where the connection broke', async () => {
    await using folder = await temporaryFolder();
    await using hub = await startScriptedServer((request) => {
      const blobs = hub.requests.filter(({ path }) => path === '/blob').length;
      if (request.path !== '/blob' || blobs > 2) return hubReply(request, hub.url);
      const from = Number(/\d+/.exec(request.headers.range ?? '')?.[0] ?? 0);
      return breaksOff(from === 0 ? 200 : 206, weights.slice(from, from + 1000), {
        'content-length': String(weights.length - from),
        'content-range': `bytes ${from}-4999/5000`,
      });
    });
    const at = place(folder.path, hub.url);
    await at.pull();
    expect(await readFile(at.target, 'utf8')).toBe(weights);
    const ranges = hub.requests.filter(({ path }) => path === '/blob').map(({ headers }) => headers.range);
    expect(ranges).toEqual([undefined, 'bytes=1000-', 'bytes=2000-']);
    expect(at.notices).toContain('The connection broke.');
  });

  it('go on from what an earlier attempt has left', async () => {
    await using folder = await temporaryFolder();
    await using hub = await startScriptedServer((request) => hubReply(request, hub.url));
    const at = place(folder.path, hub.url);
    await mkdir(dirname(at.part), { recursive: true });
    await writeFile(at.part, weights.slice(0, 4999));
    await at.pull();
    expect(await readFile(at.target, 'utf8')).toBe(weights);
    expect(hub.requests.at(-1)?.headers.range).toBe('bytes=4999-');
  });

  it('begin anew where the storage takes no ranges, or what is there is too long', async () => {
    for (const before of [weights.slice(0, 10), `${weights}${weights}`]) {
      await using folder = await temporaryFolder();
      await using hub = await startScriptedServer((request) =>
        request.path === '/blob' ? replies(200, weights) : hubReply(request, hub.url),
      );
      const at = place(folder.path, hub.url);
      await mkdir(dirname(at.part), { recursive: true });
      await writeFile(at.part, before);
      await at.pull();
      expect(await readFile(at.target, 'utf8')).toBe(weights);
    }
  });

  it('begin anew where the storage knows of no such range', async () => {
    await using folder = await temporaryFolder();
    await using hub = await startScriptedServer((request) =>
      request.headers.range === undefined
        ? hubReply(request, hub.url)
        : request.path === '/blob'
          ? replies(416)
          : hubReply(request, hub.url),
    );
    const at = place(folder.path, hub.url);
    await mkdir(dirname(at.part), { recursive: true });
    await writeFile(at.part, 'xyz');
    await at.pull();
    expect(await readFile(at.target, 'utf8')).toBe(weights);
  });

  it('are thrown away where they are not what they should be', async () => {
    await using folder = await temporaryFolder();
    await using hub = await startScriptedServer((request) => hubReply(request, hub.url, { etag: 'f'.repeat(64) }));
    const at = place(folder.path, hub.url);
    await expect(at.pull()).rejects.toThrow(`checksum ${sha256}, and not ${'f'.repeat(64)}`);
    expect(await at.files()).toEqual([]);
  });

  it('are taken by their size where the hub has no checksum, which is said', async () => {
    await using folder = await temporaryFolder();
    await using hub = await startScriptedServer((request) => hubReply(request, hub.url, { etag: 'abc' }));
    const at = place(folder.path, hub.url);
    await at.pull();
    expect(at.notices).toContain('The hub gives no checksum for this file, so only its size was checked.');
  });

  it.each<[string, ScriptedReply, string]>([
    ['a private model', replies(401), 'set HF_TOKEN'],
    ['a gated model', replies(403), 'set HF_TOKEN'],
    ['no such file', replies(404), 'There is no such file'],
    ['a hub that fails', replies(500), 'answered 500'],
    ['a hub that hangs up', resets, 'cannot be reached'],
    ['redirects in a circle', replies(302, '', { location: '/round' }), 'redirects without an end'],
  ])('fail in a sentence for %s', async (_name, reply, words) => {
    await using folder = await temporaryFolder();
    await using hub = await startScriptedServer(() => reply);
    await expect(place(folder.path, hub.url).pull()).rejects.toMatchObject({
      kind: 'run',
      message: expect.stringMatching(new RegExp(`^tiny.gguf could not be fetched: .*${words}`)),
    });
  });

  it('fail where the storage breaks again and again, and keep what has come', async () => {
    await using folder = await temporaryFolder();
    await using hub = await startScriptedServer((request) =>
      request.path === '/blob'
        ? breaksOff(200, weights.slice(0, 100), { 'content-length': '5000' })
        : hubReply(request, hub.url),
    );
    const at = place(folder.path, hub.url);
    await expect(at.pull()).rejects.toThrow('could not be fetched');
    expect(await at.files()).toEqual(['tiny.gguf.part']);
  });

  // A device of Linux that is always full; where there is none, there is no way to have a full disk.
  it.runIf(existsSync('/dev/full'))('fail in a sentence where the disk is full', async () => {
    await using folder = await temporaryFolder();
    await using hub = await startScriptedServer((request) => hubReply(request, hub.url));
    const at = place(folder.path, hub.url);
    await mkdir(dirname(at.part), { recursive: true });
    await symlink('/dev/full', at.part);
    await expect(at.pull()).rejects.toMatchObject({
      kind: 'run',
      message: `${at.target} cannot be written: the disk is full.`,
    });
  });

  it('stop coming when they are not wanted any more', async () => {
    await using folder = await temporaryFolder();
    await using hub = await startScriptedServer((request) =>
      request.path === '/blob' ? stalls : hubReply(request, hub.url),
    );
    const controller = new AbortController();
    const at = place(folder.path, hub.url);
    const pulling = at.pull(controller.signal);
    const { abandoned } = await hub.arrival(2);
    controller.abort(new Error('Enough.'));
    await expect(pulling).rejects.toThrow('Enough.');
    await abandoned;
    expect(existsSync(`${at.target}.lock`)).toBe(false);
  });

  it('are fetched by one process at a time', async () => {
    await using folder = await temporaryFolder();
    await using hub = await startScriptedServer((request) => hubReply(request, hub.url));
    const at = place(folder.path, hub.url);
    expect(await Promise.all([at.pull(), at.pull(), at.pull()])).toEqual([at.target, at.target, at.target]);
    expect(hub.requests.filter(({ path }) => path === '/blob')).toHaveLength(1);
    expect(await at.files()).toEqual(['tiny.gguf']);
  });

  it('do not wait for a process that is gone', async () => {
    await using folder = await temporaryFolder();
    await using hub = await startScriptedServer((request) => hubReply(request, hub.url));
    const at = place(folder.path, hub.url);
    await mkdir(dirname(at.target), { recursive: true });
    // No system has so many processes.
    await writeFile(`${at.target}.lock`, String(2 ** 31 - 2));
    await at.pull();
    expect(await at.files()).toEqual(['tiny.gguf']);
  });
});
