import { describe, expect, it } from 'vitest';
import { type RephraseOptions, type RephraserAnswer, RephraserError, type RephraserRequest } from '#engine';
import type { HttpModel } from '#language';
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

const request: RephraserRequest = {
  messages: [{ role: 'user', content: 'Rephrase: {{ it }}' }],
  sampling: { temperature: 0.5, top_k: 40, stop: ['END'] },
  seed: 7,
};

const calm: RephraseOptions = { signal: new AbortController().signal };

/** Asks a server that gives one reply. */
async function ask(
  reply: ScriptedReply,
  {
    model = {},
    options = {},
    asked = request,
    variables = {},
  }: {
    readonly model?: Partial<HttpModel>;
    readonly options?: Partial<RephraseOptions>;
    readonly asked?: RephraserRequest;
    readonly variables?: Readonly<Record<string, string>>;
  } = {},
): Promise<{ answer: RephraserAnswer; body: unknown; headers: Readonly<Record<string, unknown>> }> {
  await using server = await startScriptedServer(() => reply);
  const rephraser = await createHttpRephraser(httpModel([server.url], model), machine({ variables }));
  try {
    const answer = await rephraser.rephrase(asked, { ...calm, ...options });
    const [received] = server.requests;
    return { answer, body: JSON.parse(received?.body ?? ''), headers: received?.headers ?? {} };
  } finally {
    await rephraser.dispose();
  }
}

async function failure(action: Promise<unknown>): Promise<RephraserError> {
  const error = await action.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof RephraserError) return error;
  throw new Error(`A RephraserError was expected, and this came: ${String(error)}`);
}

describe('a request', () => {
  it('holds what the strategy sets and nothing else', async () => {
    const { body, headers } = await ask(says('fine'));
    expect(body).toEqual({
      model: 'tiny',
      messages: [{ role: 'user', content: 'Rephrase: {{ it }}' }],
      temperature: 0.5,
      top_k: 40,
      stop: ['END'],
      seed: 7,
    });
    expect(headers['authorization']).toBeUndefined();
  });

  it('carries the key', async () => {
    const { headers } = await ask(says('fine'), { model: { apiKey: '${KEY}' }, variables: { KEY: 'sk-secret\n' } });
    expect(headers['authorization']).toBe('Bearer sk-secret');
  });

  it('carries no empty key', async () => {
    const { headers } = await ask(says('fine'), { model: { apiKey: '${KEY:-}' } });
    expect(headers['authorization']).toBeUndefined();
  });

  it('asks to go on from a prefill', async () => {
    const asked = { ...request, messages: [...request.messages, { role: 'assistant' as const, content: 'Q:' }] };
    const { body } = await ask(says(' Why?'), { asked });
    expect(body).toMatchObject({ continue_final_message: true, add_generation_prompt: false });
  });

  it('is not made without the variables that it needs', async () => {
    const error = await failure(createHttpRephraser(httpModel(['${URL}']), machine()));
    expect(error.kind).toBe('run');
    expect(error.message).toBe('base_url needs the environment variable URL, which is not set.');
  });
});

describe('an answer', () => {
  it('is taken as it is', async () => {
    const { answer } = await ask(says('  Text with space. \n', 'length'));
    expect(answer).toEqual({
      text: '  Text with space. \n',
      finishReason: 'length',
      inputTokens: 9,
      outputTokens: 4,
    });
  });

  it('may be empty, and may come without usage', async () => {
    const { answer } = await ask(
      replies(200, { choices: [{ message: { content: '' }, finish_reason: 'stop' }], usage: null }),
    );
    expect(answer).toEqual({ text: '', finishReason: 'stop', inputTokens: null, outputTokens: null });
  });

  it('comes as it is written where the text is wanted', async () => {
    const texts: string[] = [];
    const events = [event('Zü'), event('rich'), event('', 'stop')].join('');
    const bytes = new TextEncoder().encode(
      `${events}data: {"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":2}}\n\ndata: [DONE]\n\n`,
    );
    const { answer, body } = await ask(streams([bytes.subarray(0, 50), bytes.subarray(50, 131), bytes.subarray(131)]), {
      options: { onText: (text) => texts.push(text) },
    });
    expect(body).toMatchObject({ stream: true, stream_options: { include_usage: true } });
    expect(texts).toEqual(['Zü', 'rich']);
    expect(answer).toEqual({ text: 'Zürich', finishReason: 'stop', inputTokens: 5, outputTokens: 2 });
  });

  it.each([
    ['usage and the end mark', [event('a'), event('b', 'stop')]],
    ['a finish reason', [event('a'), event('b'), 'data: [DONE]\n\n']],
  ])('may come without %s', async (_name, chunks) => {
    const { answer } = await ask(streams(chunks), { options: { onText: () => undefined } });
    expect(answer.text).toBe('ab');
  });

  it('may come whole although a stream was asked for', async () => {
    const texts: string[] = [];
    const { answer } = await ask(says('whole'), { options: { onText: (text) => texts.push(text) } });
    expect([answer.text, ...texts]).toEqual(['whole', 'whole']);
  });
});

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
    const error = await failure(ask(stalls, { model: { limits: { concurrency: 'auto', timeout: 0.05 } } }));
    expect(error.kind).toBe('retry');
    expect(error.message).toContain('within 0.05 s (limits.timeout)');
  });
});

describe('a cancelled request', () => {
  it.each([
    ['while the server thinks', stalls],
    ['while the answer comes', (response) => response.writeHead(200).write('{')],
  ] satisfies [string, ScriptedReply][])('closes its connection at once, %s', async (_name, reply) => {
    await using server = await startScriptedServer(() => reply);
    const rephraser = await createHttpRephraser(httpModel([server.url]), machine());
    const controller = new AbortController();
    const answer = rephraser.rephrase(request, { signal: controller.signal });
    const { abandoned } = await server.arrival(0);
    const reason = new Error('Enough.');
    controller.abort(reason);
    await expect(answer).rejects.toBe(reason);
    await abandoned;
    await rephraser.dispose();
  });

  it('is not sent when it is cancelled before', async () => {
    await using server = await startScriptedServer(() => stalls);
    const rephraser = await createHttpRephraser(httpModel([server.url]), machine());
    const reason = new Error('Never mind.');
    await expect(rephraser.rephrase(request, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await rephraser.dispose();
    expect(server.requests).toHaveLength(0);
  });
});

describe('a model', () => {
  it('of several replicas asks the one with the fewest requests in flight', async () => {
    await using first = await startScriptedServer(() => stalls);
    await using second = await startScriptedServer(() => says('from the second'));
    const rephraser = await createHttpRephraser(httpModel([first.url, second.url]), machine());
    const controller = new AbortController();
    const stuck = rephraser.rephrase(request, { signal: controller.signal }).catch(() => 'cancelled');
    await first.arrival(0);
    const answers = [await rephraser.rephrase(request, calm), await rephraser.rephrase(request, calm)];
    expect(answers.map(({ text }) => text)).toEqual(['from the second', 'from the second']);
    controller.abort();
    expect(await stuck).toBe('cancelled');
    await rephraser.dispose();
    expect(first.requests).toHaveLength(1);
  });

  it('without an id is the first that the server lists', async () => {
    await using server = await startScriptedServer(({ path }) =>
      path === '/v1/models' ? replies(200, { data: [{ id: 'served' }, { id: 'other' }] }) : says('fine'),
    );
    const rephraser = await createHttpRephraser(httpModel([server.url], { id: '' }), machine());
    await rephraser.rephrase(request, calm);
    await rephraser.dispose();
    expect(rephraser.label).toBe('served');
    expect(JSON.parse(server.requests[1]?.body ?? '')).toMatchObject({ model: 'served' });
  });

  it('keeps its connections', async () => {
    await using server = await startScriptedServer(() => says('fine'));
    const rephraser = await createHttpRephraser(httpModel([server.url]), machine());
    for (let count = 0; count < 20; count++) await rephraser.rephrase(request, calm);
    await rephraser.dispose();
    expect(new Set(server.requests.map(({ connection }) => connection)).size).toBeLessThanOrEqual(2);
  });
});
