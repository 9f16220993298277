import { describe, expect, it } from 'vitest';
import { createHttpRephraser } from '../../../../runner/models/http/rephraser.ts';
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
} from '../../../helpers/scripted-server.ts';
import { httpModel, machine } from '../helpers.ts';
import { ask, calm, failure, request } from './asking.ts';

describe('a failure', () => {
  it.each([
    [408, 'retry'],
    [409, 'retry'],
    [425, 'retry'],
    [429, 'retry'],
    [500, 'retry'],
    [503, 'retry'],
    [529, 'retry'],
    [400, 'piece'],
    [413, 'piece'],
    [422, 'piece'],
    [401, 'run'],
    [402, 'run'],
    [403, 'run'],
    [404, 'run'],
    [405, 'run'],
    [302, 'run'],
  ])('of status %i ends the %s', async (status, kind) => {
    const error = await failure(ask(replies(status, { error: { message: 'Because.' } })));
    expect(error).toMatchObject({ kind, status });
    expect(error.message).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1\/chat\/completions answered \d{3}: Because\./);
  });

  it.each([
    [{ error: { message: 'In an error.' } }, 'In an error.'],
    [{ error: 'As a text.' }, 'As a text.'],
    [{ message: 'At the top.' }, 'At the top.'],
    [{ detail: 'As detail.' }, 'As detail.'],
    ['<html><style>p{}</style><body><h1>Bad  Gateway</h1></body></html>', 'Bad Gateway'],
  ])('is told in the words of the server: %j', async (body, words) => {
    expect((await failure(ask(replies(502, body)))).message).toContain(`answered 502: ${words}`);
  });

  it('for want of a model says so, and for a wrong path too', async () => {
    const noModel = replies(404, { error: { message: 'The model `tiny` does not exist.' } });
    expect((await failure(ask(noModel))).message).toContain('Set the id of the model');
    expect((await failure(ask(replies(404, 'Not Found')))).message).toContain('Check base_url');
  });

  it.each([
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
    [{ 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, null],
    [{}, null],
  ])('says how long to wait: %j', async (headers, retryAfterMs) => {
    expect(await failure(ask(replies(429, '', headers)))).toMatchObject({ kind: 'retry', retryAfterMs });
  });

  it.each<[string, ScriptedReply, 'retry' | 'piece']>([
    ['half of the JSON, whole connection', replies(200, '{"choices":[{"mess'), 'retry'],
    ['half of the JSON, broken connection', breaksOff(200, '{"choices":[{"mess', { 'content-length': '900' }), 'retry'],
    ['a page instead of JSON', replies(200, '<html>Please log in</html>', { 'content-type': 'text/html' }), 'retry'],
    ['nothing', replies(200, ''), 'retry'],
    ['no choices', replies(200, { choices: [] }), 'retry'],
    ['no text', says(null, 'tool_calls'), 'piece'],
    ['a failure under status 200', replies(200, { error: { code: 429, message: 'Busy.' } }), 'retry'],
    ['a refusal under status 200', replies(200, { error: { code: 400, message: 'Too long.' } }), 'piece'],
    ['a reset', resets, 'retry'],
  ])('by %s', async (_name, reply, kind) => {
    expect((await failure(ask(reply))).kind).toBe(kind);
  });

  it.each<[string, ScriptedReply, string]>([
    ['cut between events', streams([event('a')], true), 'broke'],
    ['ended before the end', streams([event('a')]), 'in the middle'],
    [
      'with a failure in it',
      streams([event('a'), 'data: {"error":{"message":"Out of memory."}}\n\n']),
      'Out of memory.',
    ],
    ['with broken JSON', streams(['data: {"choi\n\n']), 'not JSON'],
  ])('of a stream %s', async (_name, reply, words) => {
    const error = await failure(ask(reply, { options: { onText: () => undefined } }));
    expect(error.kind).toBe('retry');
    expect(error.message).toContain(words);
  });

  it('never shows a key, not even one that the server repeats', async () => {
    const secret = 'sk-very/secret';
    const options = { model: { apiKey: '${KEY}' }, variables: { KEY: secret } };
    const wrong = await failure(ask(replies(401, { error: { message: `Incorrect key: ${secret}` } }), options));
    const html = await failure(ask(replies(200, `<p>${encodeURIComponent(secret)}</p>`), options));
    const streamed = await failure(
      ask(streams([`data: {"error":{"message":"no ${secret}"}}\n\n`]), {
        ...options,
        options: { onText: () => undefined },
      }),
    );
    for (const { message, stack } of [wrong, html, streamed]) {
      expect(message).toContain('***');
      expect(`${message}${stack}`).not.toMatch(/very.*secret/);
    }
    expect(wrong.message).toContain('api_key');
  });

  it('shows no half of a key where the words are cut', async () => {
    const secret = 'sk-abcdefghijklmnop';
    const options = { model: { apiKey: '${KEY}' }, variables: { KEY: secret } };
    for (const [status, cut] of [
      [200, 120],
      [401, 500],
    ] as const) {
      const words = `${'x'.repeat(cut - 8)}${secret}${'y'.repeat(cut)}`;
      const { message } = await failure(ask(replies(status, words), options));
      expect(message).toContain('xxx');
      expect(message).not.toContain('sk-');
    }
  });

  it('of a server that is not there says what to do', async () => {
    const server = await startScriptedServer(() => stalls);
    await server.close();
    const rephraser = await createHttpRephraser(httpModel([server.url]), machine());
    const error = await failure(rephraser.rephrase(request, calm));
    await rephraser.dispose();
    expect(error).toMatchObject({ kind: 'retry', status: null });
    expect(error.message).toBe(
      `No server answers at ${server.url} (ECONNREFUSED). Start it, or set base_url to one that runs.`,
    );
  });

  it('by a server that speaks no TLS stops the run', async () => {
    await using server = await startScriptedServer(() => says('never'));
    const rephraser = await createHttpRephraser(httpModel([server.url.replace('http:', 'https:')]), machine());
    const error = await failure(rephraser.rephrase(request, calm));
    await rephraser.dispose();
    expect(error.kind).toBe('run');
    expect(error.message).toContain('The encryption with https://127.0.0.1');
  });

  it('by running out of time', async () => {
    const error = await failure(
      ask(stalls, {
        model: { limits: { concurrency: 'auto', timeout: 0.05, requestsPerMinute: null, tokensPerMinute: null } },
      }),
    );
    expect(error.kind).toBe('retry');
    expect(error.message).toContain('within 0.05 s (limits.timeout)');
  });
});
