import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Rephraser, RephraserError } from '#engine';
import { createBatchRephraser } from '../../../../runner/models/batch/rephraser.ts';
import { replies, startScriptedServer } from '../../../helpers/scripted-server.ts';
import { httpModel, machine } from '../helpers.ts';
import { failure } from '../http/asking.ts';
import { BatchApi, type Line, type Outcome } from './batch-api.ts';

let folder = '';
const opened: Rephraser[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wordmill-batch-'));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((rephraser) => rephraser.dispose()));
  await rm(folder, { recursive: true, force: true });
});

/** Waits for what another side does. */
const until = (is: () => boolean | Promise<boolean>): Promise<void> =>
  vi.waitFor(async () => expect(await is()).toBe(true), { interval: 2 });

const times = { quietMs: 5, pollMs: 5, settledMs: 60_000 };
const patient = { signal: new AbortController().signal };
const says = ({ body }: Line): Outcome => `about ${body.messages[0]?.content}`;
const asked = (content: string, seed = 1) => ({
  messages: [{ role: 'user' as const, content }],
  sampling: { max_tokens: 9 },
  seed,
});

async function open(url: string, { drain = new AbortController().signal } = {}) {
  const options = machine({ variables: { KEY: 'sk-secret' } });
  const model = httpModel([url], { batch: true, apiKey: '${KEY}' });
  const rephraser = await createBatchRephraser(model, { ...options, batches: { folder, drain } }, times);
  opened.push(rephraser);
  return { rephraser, notices: options.notices };
}

const texts = async (rephraser: Rephraser, contents: readonly string[]): Promise<readonly string[]> => {
  const answers = await Promise.all(contents.map((content) => rephraser.rephrase(asked(content), patient)));
  return answers.map(({ text }) => text);
};

describe('a model that is asked by batches', () => {
  it('gathers requests, sends them once as a file, and hands the answers out by their ids', async () => {
    const api = new BatchApi(says);
    await using server = await startScriptedServer(api.script);
    const { rephraser, notices } = await open(server.url);
    expect(await texts(rephraser, ['one', 'two «é»', 'one', 'three'])).toEqual([
      'about one',
      'about two «é»',
      'about one',
      'about three',
    ]);
    expect(api.batches).toHaveLength(1);
    expect(api.linesIn(0).map(({ body }) => body.messages[0]?.content)).toEqual(['one', 'two «é»', 'three']);
    expect(server.requests.every(({ headers }) => headers['authorization'] === 'Bearer sk-secret')).toBe(true);
    expect(notices).toEqual([
      `Batch 1 with 3 requests is at ${server.url}/v1/chat/completions as batch_1; it is answered within a day.`,
      'Batch 1: 3 requests answered of 3 (completed).',
    ]);
  });

  it('says of a request what the same answer would say by itself', async () => {
    let calls = 0;
    const api = new BatchApi(({ body }) => {
      const [message] = body.messages;
      if (message?.content === 'too long') return { status: 400, message: 'maximum context length' };
      if (message?.content === 'busy' && calls++ === 0) return { status: 429, message: 'slow down' };
      return 'fine';
    });
    await using server = await startScriptedServer(api.script);
    const { rephraser } = await open(server.url);
    const [long, busy, fine] = await Promise.all([
      failure(rephraser.rephrase(asked('too long'), patient)),
      failure(rephraser.rephrase(asked('busy'), patient)),
      rephraser.rephrase(asked('fine'), patient),
    ]);
    expect([long.kind, busy.kind, fine.text]).toEqual(['piece', 'retry', 'fine']);
    // What failed is asked again, in another batch.
    expect(await texts(rephraser, ['busy'])).toEqual(['fine']);
    expect(api.batches).toHaveLength(2);
  });

  it.each([
    ['expired', 'retry', 'did not come to a request within the time of its batch'],
    ['failed', 'run', 'has refused a batch: The model does not exist.'],
    ['cancelled', 'run', 'Start the run again to send what is left.'],
  ])('that has %s', async (status, kind, message) => {
    const api = new BatchApi(({ body }) => (body.messages[0]?.content === 'one' ? 'done' : null), { atOnce: false });
    await using server = await startScriptedServer(api.script);
    const { rephraser } = await open(server.url);
    const lost = failure(rephraser.rephrase(asked('two'), patient));
    const kept = rephraser.rephrase(asked('one'), patient).then(
      ({ text }) => text,
      () => 'lost',
    );
    await until(() => api.batches.length > 0);
    api.work(status, status === 'failed' ? 'The model does not exist.' : '');
    expect(await lost).toMatchObject({ kind, message: expect.stringContaining(message) });
    expect(await kept).toBe(status === 'failed' ? 'lost' : 'done');
  });

  it('waits for a server that is away', async () => {
    const api = new BatchApi(says);
    await using server = await startScriptedServer(api.script);
    const { rephraser, notices } = await open(server.url);
    api.away = 3;
    expect(await texts(rephraser, ['one'])).toEqual(['about one']);
    expect(notices[0]).toMatch(/answered 503: away\. The batch is tried again\.$/);
  });

  it('says that a server has no batches', async () => {
    await using server = await startScriptedServer(() => replies(404, 'no such page'));
    const { rephraser } = await open(server.url);
    expect(await failure(rephraser.rephrase(asked('one'), patient))).toMatchObject({
      kind: 'run',
      message: `${server.url}/v1/chat/completions takes no batches (404): leave out \`batch\`, or check base_url.`,
    });
  });

  it('gives a request up that is cancelled, and sends nothing of it', async () => {
    const api = new BatchApi(says);
    await using server = await startScriptedServer(api.script);
    const { rephraser } = await open(server.url);
    const controller = new AbortController();
    const reason = new Error('enough');
    const cancelled = rephraser.rephrase(asked('one'), { signal: controller.signal });
    const other = rephraser.rephrase(asked('two'), patient);
    controller.abort(reason);
    await expect(cancelled).rejects.toBe(reason);
    expect((await other).text).toBe('about two');
    expect(api.linesIn(0)).toHaveLength(1);
  });
});

/** As a kill would: what is on the disk stays, and nothing is put in order. */
async function sentAndKilled(url: string, api: BatchApi, contents: readonly string[]): Promise<void> {
  const drain = new AbortController();
  const { rephraser } = await open(url, { drain: drain.signal });
  const answers = contents.map((content) => failure(rephraser.rephrase(asked(content), patient)));
  await until(async () => (await readdir(folder)).includes('0001.json') && api.batches.length > 0);
  await until(async () => (await readFile(join(folder, '0001.json'), 'utf8')).includes('batch_1'));
  drain.abort(new Error('ending'));
  for (const error of await Promise.all(answers)) expect(error.kind).toBe('retry');
  await rephraser.dispose();
}

describe('a run that is started again', () => {
  it('collects what was sent, and sends only what was not', async () => {
    const api = new BatchApi(says, { atOnce: false });
    await using server = await startScriptedServer(api.script);
    await sentAndKilled(server.url, api, ['one', 'two']);
    api.work();
    const { rephraser, notices } = await open(server.url);
    const again = texts(rephraser, ['one', 'two']);
    expect(await again).toEqual(['about one', 'about two']);
    expect(api.batches).toHaveLength(1);
    expect(notices[0]).toBe('Batch 1 with 2 requests was sent before; its answers are waited for.');
    const third = texts(rephraser, ['three']);
    await until(() => api.batches.length === 2);
    api.work();
    expect(await third).toEqual(['about three']);
    expect(api.linesIn(1)).toHaveLength(1);
  });

  it('has the answers that came before anybody asked for them', async () => {
    const api = new BatchApi(says, { atOnce: false });
    await using server = await startScriptedServer(api.script);
    await sentAndKilled(server.url, api, ['one', 'two']);
    api.work();
    const second = await open(server.url);
    await until(async () => (await readdir(folder)).includes('0001.answers.jsonl'));
    // Killed once more, with one of them asked for.
    expect(await texts(second.rephraser, ['one'])).toEqual(['about one']);
    await second.rephraser.dispose();
    await server.close();
    const { rephraser } = await open('http://127.0.0.1:9');
    expect(await texts(rephraser, ['two', 'one'])).toEqual(['about two', 'about one']);
    await rephraser.dispose();
    // Now all of it was handed out, and the run ended in good order: nobody asks for it again.
    expect(JSON.parse(await readFile(join(folder, '0001.json'), 'utf8'))).toMatchObject({ delivered: true });
  });

  it('finds a batch by its name where the answer to its making was lost', async () => {
    const api = new BatchApi(says, { atOnce: false });
    await using server = await startScriptedServer(api.script);
    await sentAndKilled(server.url, api, ['one']);
    const path = join(folder, '0001.json');
    const state = JSON.parse(await readFile(path, 'utf8')) as object;
    await writeFile(path, JSON.stringify({ ...state, batch: null }));
    api.work();
    const { rephraser } = await open(server.url);
    expect(await texts(rephraser, ['one'])).toEqual(['about one']);
    expect(api.batches).toHaveLength(1);
  });

  it('sends a batch whose requests were written down and that never came to the server', async () => {
    const api = new BatchApi(says);
    await using server = await startScriptedServer(api.script);
    const gone = await open('http://127.0.0.1:9');
    const lost = failure(gone.rephraser.rephrase(asked('one'), patient));
    await until(async () => (await readdir(folder)).includes('0001.json'));
    await gone.rephraser.dispose();
    expect(await lost).toBeInstanceOf(RephraserError);
    const { rephraser } = await open(server.url);
    expect(await texts(rephraser, ['one'])).toEqual(['about one']);
    expect(api.batches).toHaveLength(1);
  });
});
