import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import type { HttpModel } from '#language';
import { type Rephraser, RephraserError } from '#engine';
import { createServers } from '../../../runner/servers/servers.ts';
import { expectNobodyLeft, type FakeEngine, fakeEngine, freePort } from '../../helpers/fake-engine/fake-engine.ts';
import { workspace } from '../../helpers/workspace.ts';

const timing = { askEveryMs: 20, startMs: 400, answerMs: 200, watchEveryMs: 20, backOffMs: [10], graceMs: 500 };

const request = { messages: [{ role: 'user', content: 'A page.' }], sampling: {}, seed: 1 } as const;

afterEach(() => vi.unstubAllEnvs());

interface Opened {
  readonly fake: FakeEngine;
  readonly notices: string[];
  readonly log: string;
  open(signal?: AbortSignal, drain?: AbortSignal): Promise<Rephraser>;
}

async function model(mode: string): Promise<Opened> {
  const fake = await fakeEngine(mode);
  for (const [name, value] of Object.entries(fake.environment)) vi.stubEnv(name, value);
  const folder = await workspace();
  const served: HttpModel = {
    kind: 'http',
    id: 'm',
    baseUrls: [`http://127.0.0.1:${await freePort()}/v1`],
    apiKey: null,
    serve: { engine: 'vllm', gpus: 1, args: [] },
    sampling: {},
    limits: { concurrency: 1, timeout: 0.2, requestsPerMinute: null, tokensPerMinute: null },
    context: null,
    parameters: null,
    price: null,
  };
  const never = new AbortController().signal;
  const notices: string[] = [];
  return {
    fake,
    notices,
    log: join(folder, 'w0001.parrot.0.log'),
    async open(signal = never, drain = never) {
      const models = new Map([['parrot', served]]);
      const servers = createServers({ models, worker: 'w0001', index: 0, logs: folder, drain, timing });
      const rephraser = await servers.open('parrot', served, {
        environment: () => undefined,
        strategyFolder: folder,
        cacheFolder: folder,
        runnerScript: '',
        onNotice: (notice) => void notices.push(notice),
        signal,
      });
      onTestFinished(() => rephraser.dispose());
      return rephraser;
    },
  };
}

it('starts a server again that lives and does not answer any more, and holds requests back meanwhile', async () => {
  const { fake, notices, open } = await model('hangs-after:3');
  const rephraser = await open();
  const { signal } = new AbortController();
  // The watch itself uses the three answers up; sooner or later requests meet a server that is silent.
  await vi.waitFor(() => expect(notices.join('\n')).toContain('the server of model parrot does not answer any more'), {
    timeout: 20_000,
  });
  await expect(rephraser.rephrase(request, { signal })).resolves.toMatchObject({ text: 'Served answer.' });
  const starts = await fake.starts();
  expect(starts).toHaveLength(2);
  await rephraser.dispose();
  await expectNobodyLeft(starts);
}, 30_000);

it('gives a server up that listens and never answers', async () => {
  const { fake, log, open } = await model('silent');
  const error = await open().catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(RephraserError);
  expect(error).toMatchObject({ kind: 'run' });
  expect(String(error)).toContain(
    `was started 4 times and never answered (did not answer within 0 minutes): it said nothing. Its log is ${log}.`,
  );
  await expectNobodyLeft(await fake.starts());
  expect(await readFile(log, 'utf8')).toBe('');
}, 30_000);

it('does not wait for a server where nothing new is begun', async () => {
  const { fake, open } = await model('silent');
  const drain = new AbortController();
  const opening = open(undefined, drain.signal).catch((error: unknown) => error);
  await vi.waitFor(async () => expect(await fake.starts()).toHaveLength(1), { timeout: 10_000 });
  drain.abort(new Error('Told to end.'));
  expect(String(await opening)).toBe('Error: Told to end.');
  await expectNobodyLeft(await fake.starts());
});
