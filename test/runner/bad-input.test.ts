import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Finished, wordmill } from '../helpers/command.ts';
import {
  type ReceivedRequest,
  replies,
  says,
  type ScriptedReply,
  startScriptedServer,
} from '../helpers/scripted-server.ts';
import { workspace } from '../helpers/workspace.ts';

const key = 'sk-test-0123456789abcdef0123456789';

function strategy(url: string, concurrency = 4): string {
  return `version: 1
strategy: asked
seeds: {from: documents.jsonl}
models:
  rephraser:
    id: some/model
    base_url: ${url}
    api_key: \${REPHRASER_KEY:-}
    limits: {concurrency: ${concurrency}}
rephrasings:
  again: {model: rephraser, prompt: "Again: {{ text }}", keep: [words >= 2]}
output: {to: out, as: jsonl, rows: 10}
`;
}

function rows(count: number): string {
  return Array.from({ length: count }, (_, index) =>
    JSON.stringify({ id: `page-${index}`, text: `Page ${index} of the web.` }),
  ).join('\n');
}

/** Says the page again, as a model that does its work would. */
function answers(request: ReceivedRequest): ScriptedReply {
  const asked = JSON.parse(request.body) as { messages: { content: string }[] };
  return says(asked.messages.at(-1)?.content ?? '');
}

async function run(folder: string, environment: Record<string, string> = {}): Promise<Finished> {
  return wordmill(['run', 'a.strategy.yaml', '--format', 'json'], { cwd: folder, environment });
}

async function written(folder: string): Promise<readonly number[]> {
  const names = await readdir(join(folder, 'out', 'data'));
  const parts = await Promise.all(names.map((name) => readFile(join(folder, 'out', 'data', name), 'utf8')));
  const lines = parts.flatMap((part) => part.trimEnd().split('\n'));
  return lines
    .map((line) => (JSON.parse(line) as { source_row: number }).source_row)
    .toSorted((left, right) => left - right);
}

/** One sentence or two for people: no stack, no object, no empty line. */
function expectPlainWords(stderr: string): void {
  expect(stderr.trim()).not.toBe('');
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(stderr).not.toContain('[object');
}

const everyRow = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('a run', () => {
  it('says that no server is there, and keeps the folder resumable', async () => {
    await using server = await startScriptedServer(answers);
    const folder = await workspace({ 'documents.jsonl': rows(5), 'a.strategy.yaml': strategy('http://127.0.0.1:9') });
    const dead = await run(folder);
    expect(dead.code).toBe(3);
    expect(dead.stderr).toMatch(/No server answers at http:\/\/127\.0\.0\.1:9/);
    expectPlainWords(dead.stderr);
    const elsewhere = ['run', 'a.strategy.yaml', '--model', `rephraser=${server.url}`];
    expect((await wordmill(elsewhere, { cwd: folder })).code).toBe(0);
    expect(await written(folder)).toEqual(everyRow(5));
  });

  it('stops at once at a wrong key, and never says the key', async () => {
    const refusal = { error: { message: `Incorrect API key provided: ${key}.` } };
    await using server = await startScriptedServer(() => replies(401, JSON.stringify(refusal)));
    const folder = await workspace({ 'documents.jsonl': rows(500), 'a.strategy.yaml': strategy(server.url) });
    const { code, stdout, stderr } = await run(folder, { REPHRASER_KEY: key });
    expect(code).toBe(3);
    expect(stderr).toMatch(/401/);
    expectPlainWords(stderr);
    expect(server.requests.length).toBeLessThanOrEqual(4);
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${key}`);
    const files = await readdir(join(folder, 'out'), { recursive: true, withFileTypes: true });
    const texts = await Promise.all(
      files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), 'latin1')),
    );
    for (const text of [stdout, stderr, ...texts]) expect(text).not.toContain(key);
  });

  it('names the environment variable that is not set', async () => {
    const text = strategy('http://127.0.0.1:9').replace('REPHRASER_KEY:-', 'A_KEY_THAT_NOBODY_HAS');
    const folder = await workspace({ 'documents.jsonl': rows(1), 'a.strategy.yaml': text });
    const { code, stderr } = await run(folder);
    expect(code).toBe(3);
    expect(stderr).toContain('A_KEY_THAT_NOBODY_HAS');
    expectPlainWords(stderr);
  });

  it('rejects what a model leaves empty, and goes on', async () => {
    await using server = await startScriptedServer((request) =>
      request.body.includes('Page 2 ') ? says('') : answers(request),
    );
    const folder = await workspace({ 'documents.jsonl': rows(4), 'a.strategy.yaml': strategy(server.url) });
    const { code, stdout } = await run(folder);
    expect(code).toBe(0);
    expect(stdout).toMatch(/"event":"finished".*"by_reason":\{"no-output":1\}/);
    expect(await written(folder)).toEqual([0, 1, 3]);
    const rejects = gunzipSync(await readFile(join(folder, 'out', 'rejects', 'part-0000-000000.jsonl.gz'))).toString(
      'utf8',
    );
    expect(JSON.parse(rejects)).toMatchObject({ reason: 'no-output', source_id: 'documents.jsonl:2', source_row: 2 });
  });

  it('gives up a request that the server refuses for good, and asks again when it is told to', async () => {
    let well = false;
    const refusal = JSON.stringify({ error: { message: 'this page is too long' } });
    await using server = await startScriptedServer((request) =>
      !well && request.body.includes('Page 1 ') ? replies(400, refusal) : answers(request),
    );
    const folder = await workspace({ 'documents.jsonl': rows(3), 'a.strategy.yaml': strategy(server.url) });
    const first = await run(folder);
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(/"event":"finished".*"records":2,"rejects":1,"failed":1/);
    well = true;
    const again = ['run', 'a.strategy.yaml', '--retry-failed', '--format', 'json'];
    expect((await wordmill(again, { cwd: folder })).stdout).toMatch(
      /"event":"finished".*"records":3,"rejects":0,"failed":0/,
    );
    expect(server.requests).toHaveLength(4);
    expect(await written(folder)).toEqual([0, 1, 2]);
  });

  it('does not wait for ever because a server says so', async () => {
    const busy = replies(429, { error: { message: 'busy' } }, { 'retry-after': '9999999999' });
    let interrupt = (): void => undefined;
    await using server = await startScriptedServer((request) => {
      setImmediate(() => interrupt());
      return request.index === 0 ? busy : answers(request);
    });
    const folder = await workspace({ 'documents.jsonl': rows(1), 'a.strategy.yaml': strategy(server.url) });
    const stopped = await wordmill(['run', 'a.strategy.yaml'], {
      cwd: folder,
      onStart: (child) => (interrupt = () => child.kill('SIGINT')),
    });
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).not.toContain('Warning');
    expect(server.requests).toHaveLength(1);
  });

  it('sends a key only to the hosts that the strategy names', async () => {
    await using elsewhere = await startScriptedServer(answers);
    const folder = await workspace({
      'documents.jsonl': rows(1),
      'a.strategy.yaml': strategy('http://models.example/v1'),
    });
    const args = ['run', 'a.strategy.yaml', '--model', `rephraser=${elsewhere.url}`];
    expect((await wordmill(args, { cwd: folder, environment: { REPHRASER_KEY: key } })).code).toBe(0);
    expect(elsewhere.requests[0]?.headers.authorization).toBeUndefined();
  });

  it('goes on when nobody listens any more', async () => {
    await using server = await startScriptedServer(answers);
    const folder = await workspace({ 'documents.jsonl': rows(40), 'a.strategy.yaml': strategy(server.url, 1) });
    const deaf = await wordmill(['run', 'a.strategy.yaml', '--format', 'json'], {
      cwd: folder,
      onStart: (child) => child.stdout?.destroy(),
    });
    expect(deaf).toMatchObject({ code: 0 });
    expectPlainWords(deaf.stderr);
    expect(await written(folder)).toEqual(everyRow(40));
  });

  it('ends at Ctrl-C with everything safe, and is resumed by the same command', async () => {
    const count = 120;
    let interrupt = (): void => undefined;
    await using server = await startScriptedServer((request) => {
      if (request.index === 60) interrupt();
      return answers(request);
    });
    const folder = await workspace({ 'documents.jsonl': rows(count), 'a.strategy.yaml': strategy(server.url) });
    const stopped = await wordmill(['run', 'a.strategy.yaml', '--format', 'json'], {
      cwd: folder,
      onStart: (child) => (interrupt = () => child.kill('SIGINT')),
    });
    expect(stopped.code).toBe(130);
    expect(stopped.stdout.trim().split('\n').at(-1)).toMatch(/^\{"event":"interrupted"/);
    expectPlainWords(stopped.stderr);
    const status = await wordmill(['status', 'out', '--format', 'json'], { cwd: folder });
    expect(JSON.parse(status.stdout)).toMatchObject({ state: 'interrupted' });

    const before = server.requests.length;
    expect(before).toBeLessThan(count);
    expect((await run(folder)).code).toBe(0);
    expect(await written(folder)).toEqual(everyRow(count));
    // What was in flight at Ctrl-C was finished, so nothing is asked twice.
    expect(server.requests).toHaveLength(count);
  });

  it('ends at once at the second Ctrl-C', async () => {
    let interrupt = (): void => undefined;
    await using server = await startScriptedServer((request) => (_response, { abandoned }) => {
      if (request.index > 0) return;
      interrupt();
      interrupt();
      void abandoned;
    });
    const folder = await workspace({ 'documents.jsonl': rows(9), 'a.strategy.yaml': strategy(server.url, 1) });
    const stopped = await wordmill(['run', 'a.strategy.yaml'], {
      cwd: folder,
      onStart(child) {
        let signals = 0;
        interrupt = () => void setImmediate(() => child.kill(signals++ === 0 ? 'SIGINT' : 'SIGTERM'));
      },
    });
    expect(stopped.code).toBe(130);
    expectPlainWords(stopped.stderr);
  });

  it('loses nothing and repeats little when it is killed', async () => {
    const count = 300;
    const concurrency = 8;
    let kill = (): void => undefined;
    const moments = new Set([25, 130, 210]);
    await using server = await startScriptedServer((request) => {
      if (moments.has(request.index)) kill();
      return answers(request);
    });
    const folder = await workspace({
      'documents.jsonl': rows(count),
      'a.strategy.yaml': strategy(server.url, concurrency),
    });
    for (let kills = 0; kills < moments.size; kills++) {
      const killed = await wordmill(['run', 'a.strategy.yaml'], {
        cwd: folder,
        onStart: (child) => (kill = () => child.kill('SIGKILL')),
      });
      expect(killed.code).toBeNull();
    }
    kill = () => undefined;
    expect((await run(folder)).code).toBe(0);
    expect(await written(folder)).toEqual(everyRow(count));
    expect(server.requests.length - count).toBeLessThanOrEqual(moments.size * (concurrency + 256));
  });

  it('refuses a folder in which another run is going on', async () => {
    let second: Promise<Finished> | undefined;
    let release = (): void => undefined;
    const folder = await workspace({ 'documents.jsonl': rows(1) });
    await using server = await startScriptedServer((request) => (response, received) => {
      second ??= run(folder);
      release = () => answers(request)(response, received);
      void second.then(() => release());
    });
    await writeFile(join(folder, 'a.strategy.yaml'), strategy(server.url));
    expect((await run(folder)).code).toBe(0);
    const refused = await second;
    expect(refused?.code).toBe(3);
    expect(refused?.stderr).toContain('out');
    expectPlainWords(refused?.stderr ?? '');
    expect(server.requests).toHaveLength(1);
  });
});
