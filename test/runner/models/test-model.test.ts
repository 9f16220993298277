import { describe, expect, it } from 'vitest';
import { createRephraser, testModel } from '#models';
import { replies, says, stalls, startScriptedServer } from '../../helpers/scripted-server.ts';
import { httpModel, machine } from './helpers.ts';

const common = {
  sampling: {},
  limits: { concurrency: 'auto', timeout: 30, requestsPerMinute: null, tokensPerMinute: null },
  context: null,
  parameters: null,
  price: null,
} as const;

describe('a test of a connection', () => {
  it('shows what was asked and what came', async () => {
    await using server = await startScriptedServer(() => says('ready'));
    const report = await testModel('small', httpModel([`${server.url}/v1/`]), machine());
    expect(report).toMatchObject({
      model: 'small',
      ok: true,
      message: `tiny answers at ${server.url}/v1/chat/completions.`,
      status: 200,
    });
    expect(report.request).toBe(`POST ${server.url}/v1/chat/completions\n${server.requests[0]?.body}`);
    expect(JSON.parse(server.requests[0]?.body ?? '')).toMatchObject({ model: 'tiny', max_tokens: 16 });
    expect(report.body).toContain('"content":"ready"');
    expect(report.milliseconds).toBeGreaterThanOrEqual(0);
  });

  it('shows a refusal with its status and body, and no key', async () => {
    await using server = await startScriptedServer(() => replies(401, { error: { message: 'Wrong key: sk-secret' } }));
    const report = await testModel(
      'small',
      httpModel([server.url], { apiKey: '${KEY}' }),
      machine({ variables: { KEY: 'sk-secret' } }),
    );
    expect(report).toMatchObject({ ok: false, status: 401, body: '{"error":{"message":"Wrong key: ***"}}' });
    expect(report.message).toContain('answered 401: Wrong key: ***. Check the key');
    expect(JSON.stringify(report)).not.toContain('secret');
  });

  it('says where a model calls itself by another name than it was asked by', async () => {
    const said = { choices: [{ message: { content: 'ready' }, finish_reason: 'stop' }] };
    const named = async (model: unknown): Promise<string> => {
      await using server = await startScriptedServer(() => replies(200, { ...said, model }));
      return (await testModel('small', httpModel([server.url], { id: 'asked' }), machine())).message;
    };
    expect(await named('other/model')).toMatch(/^asked answers at .* and calls itself other\/model\.$/);
    for (const silent of ['asked', '', undefined, 7]) expect(await named(silent)).not.toContain('calls itself');
  });

  it('cuts a long body', async () => {
    await using server = await startScriptedServer(() => replies(200, 'x'.repeat(5000)));
    const report = await testModel('small', httpModel([server.url]), machine());
    expect(report).toMatchObject({ ok: false, status: 200, body: 'x'.repeat(2000) });
    expect(report.message).toContain('what is not JSON');
  });

  it('asks every replica', async () => {
    await using good = await startScriptedServer(() => says('ready'));
    await using bad = await startScriptedServer(() => replies(503, 'Loading.'));
    const report = await testModel('small', httpModel([good.url, bad.url]), machine());
    expect(report).toMatchObject({ ok: false, status: 503, body: 'Loading.' });
    expect(report.message).toContain('(1 of 2 replicas failed.)');
  });

  it('is a report too where there is nothing to ask', async () => {
    const closed = await startScriptedServer(() => stalls);
    await closed.close();
    expect(await testModel('small', httpModel([closed.url]), machine())).toMatchObject({
      ok: false,
      status: null,
      message: expect.stringContaining('No server answers at'),
    });
    expect(await testModel('small', httpModel(['${URL}']), machine())).toMatchObject({
      ok: false,
      message: expect.stringContaining('URL, which is not set'),
    });
    expect(await testModel('small', { kind: 'gguf', gguf: 'gone.gguf', ...common }, machine())).toMatchObject({
      ok: false,
      message: expect.stringContaining('gguf names gone.gguf'),
    });
    expect(await testModel('small', { kind: 'mock', mock: 'echo', ...common }, machine())).toMatchObject({
      ok: true,
      body: 'Answer with the single word: ready',
    });
  });

  it('can be cancelled', async () => {
    await using server = await startScriptedServer(() => stalls);
    const controller = new AbortController();
    const report = testModel('small', httpModel([server.url]), machine({ signal: controller.signal }));
    await server.arrival(0);
    controller.abort(new Error('Enough.'));
    await expect(report).rejects.toThrow('Enough.');
  });
});

it('an error about a model begins with its name in the strategy', async () => {
  await expect(createRephraser('big', httpModel(['${URL}']), machine())).rejects.toMatchObject({
    kind: 'run',
    message: 'Model big: base_url needs the environment variable URL, which is not set.',
  });
});
