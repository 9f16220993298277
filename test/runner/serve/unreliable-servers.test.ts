import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { methods, type PreviewParams, type PreviewResult, type TestConnectionResult } from '#protocol';
import {
  breaksOff,
  event,
  replies,
  resets,
  says,
  type ScriptedReply,
  stalls,
  startScriptedServer,
  streams,
} from '../../helpers/scripted-server.ts';
import { startService } from '../../helpers/service.ts';
import { workspace } from '../../helpers/workspace.ts';

const key = 'sk-very-secret';

const page = '<!doctype html><title>Welcome!</title><style>p{color:red}</style><h1>It works</h1>';

const otherService = 'Check base_url: another service may be at this address.';
const ownLog = "The server's own log may say why.";

const closed = `The connection to HERE broke: it was closed before the whole answer had come. ${ownLog}`;

/** Begins a stream, and says nothing more. */
const beginsAndStalls: ScriptedReply = (response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).write(event('Once upon a time'));
};

/** What a server does, and all that a person is told of it; HERE is the address that was asked. */
const unreliable: readonly (readonly [name: string, reply: ScriptedReply, told: string])[] = [
  ['stalls', stalls, 'HERE gave no whole answer within 0.4 s (limits.timeout).'],
  ['stalls in the middle', beginsAndStalls, 'HERE gave no whole answer within 0.4 s (limits.timeout).'],
  ['resets', resets, closed],
  ['dies in the middle of a body', breaksOff(200, '{"choices":[{"mess', { 'content-length': '500' }), closed],
  ['dies in the middle of a stream', streams([event('Once upon')], true), closed],
  ['ends a stream early', streams([event('Once upon')]), `HERE ended its answer in the middle. ${ownLog}`],
  [
    'answers with garbage',
    replies(200, '\u0000\u0007 gar\u0000bage'),
    `HERE answered with what is not JSON: gar bage. ${otherService}`,
  ],
  ['answers with nothing', replies(200, ''), `HERE answered with nothing. ${otherService}`],
  [
    'answers with a page',
    replies(200, page, { 'content-type': 'text/html' }),
    `HERE answered with what is not JSON: Welcome! It works. ${otherService}`,
  ],
  ['streams garbage', streams(['data: {"choi\n\n']), `HERE answered with what is not JSON: {"choi. ${otherService}`],
  ['answers with other JSON', replies(200, { hello: 'world' }), 'HERE answered without an answer in it (no choices).'],
  [
    'repeats the key',
    replies(401, { error: { message: `No such key: ${key}.` } }),
    'HERE answered 401: No such key: ***.',
  ],
];

/** A preview through a service of its own, with a model that is there or not. */
async function previewing() {
  const { connection, child } = startService({ KEY: '' });
  const folder = await workspace({ 'pages/one.md': 'One page.' });
  const asked = (url: string): Pick<PreviewParams, 'strategy' | 'environment'> => ({
    strategy: {
      path: join(folder, 'a.strategy.yaml'),
      text: `version: 1
strategy: far
seeds: {from: pages}
models:
  far: {id: some/model, base_url: "${url}/v1", api_key: "\${KEY}", limits: {timeout: 0.4}}
rephrasings:
  again: {model: far, prompt: "{{ text }}"}
output: {to: out, as: jsonl}
`,
    },
    environment: { KEY: key },
  });
  return {
    child,
    preview: (url: string) =>
      connection.sendRequest<PreviewResult>(methods.preview, {
        ...asked(url),
        document: { kind: 'sample', index: 0 },
        rephrasings: [],
        token: 'one',
      } satisfies PreviewParams),
    test: (url: string) => connection.sendRequest<TestConnectionResult>(methods.testConnection, asked(url)),
  };
}

async function sentenceOf(preview: Promise<PreviewResult>): Promise<string> {
  const error: unknown = await preview.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof Error ? error.message.replace(/^Request \S+ failed with message: /, '') : 'It did not fail.';
}

describe('a preview with a server', () => {
  it('that stalls, lies or dies is one sentence each, and the service lives on', async () => {
    const { preview, test, child } = await previewing();
    for (const [name, reply, told] of unreliable) {
      await using server = await startScriptedServer(() => reply);
      const sentence = await sentenceOf(preview(server.url));
      expect(sentence, name).toContain(told.replace('HERE', `${server.url}/v1/chat/completions`));
      expect(sentence.split('\n'), name).toHaveLength(1);
      const [tested] = (await test(server.url)).models;
      expect(tested, name).toMatchObject({ model: 'far', ok: false });
      expect(JSON.stringify([sentence, tested]), name).not.toContain(key);
    }
    await using good = await startScriptedServer(() => says('A page.'));
    expect((await preview(good.url)).documents[0]?.results[0]?.record?.['text']).toBe('A page.');
    expect(child.exitCode).toBeNull();
  });

  it('that refuses connections says to start it', async () => {
    const { preview } = await previewing();
    const gone = await startScriptedServer(() => stalls);
    await gone.close();
    expect(await sentenceOf(preview(gone.url))).toBe(
      `No server answers at ${gone.url} (ECONNREFUSED). Start it, or set base_url to one that runs.`,
    );
  });

  it('that has another model under the name is told by the test of the connection', async () => {
    const { preview, test } = await previewing();
    const choices = [{ index: 0, message: { role: 'assistant', content: 'A page.' }, finish_reason: 'stop' }];
    await using server = await startScriptedServer(() => replies(200, { model: 'other/model', choices }));
    expect((await preview(server.url)).documents[0]?.results[0]?.record).toMatchObject({ model: 'some/model' });
    expect((await test(server.url)).models[0]).toMatchObject({
      ok: true,
      status: 200,
      message: expect.stringContaining('calls itself other/model'),
      body: expect.stringContaining('other/model'),
    });
  });
});
