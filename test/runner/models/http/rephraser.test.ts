import type { ServerResponse } from 'node:http';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createHttpRephraser } from '../../../../runner/models/http/rephraser.ts';
import {
  event,
  replies,
  says,
  type ReceivedRequest,
  type ScriptedReply,
  stalls,
  startScriptedServer,
  streams,
} from '../../../helpers/scripted-server.ts';
import { httpModel, machine } from '../helpers.ts';
import { ask, calm, failure, request } from './asking.ts';

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

  it('is not made with a key that no header can carry, which is not repeated', async () => {
    const broken = { apiKey: '${KEY}' };
    const options = machine({ variables: { KEY: 'sk-sec\r\nret' } });
    const error = await failure(createHttpRephraser(httpModel(['http://127.0.0.1:9'], broken), options));
    expect([error.kind, error.message]).toEqual([
      'run',
      'api_key holds a line break or another character that no header can carry.',
    ]);
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

  it.each([
    ['without the prefill that llama.cpp repeats', { timings: { predicted_n: 2 } }, 'Q: Why?', ' Why?'],
    ['with what the model itself repeats', {}, 'Q: Why?', 'Q: Why?'],
    ['as it is where nothing is repeated', { timings: { predicted_n: 2 } }, ' Why?', ' Why?'],
  ])('is taken %s', async (_name, more, content, text) => {
    const asked = { ...request, messages: [...request.messages, { role: 'assistant' as const, content: 'Q:' }] };
    const reply = replies(200, { choices: [{ message: { content }, finish_reason: 'stop' }], ...more });
    expect((await ask(reply, { asked })).answer.text).toBe(text);
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
  it('says again and again that no word comes, and no more once one has come', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    let answer: ServerResponse | undefined;
    await using server = await startScriptedServer(() => (response) => {
      answer = response.writeHead(200, { 'content-type': 'text/event-stream' });
    });
    const rephraser = await createHttpRephraser(httpModel([server.url]), machine());
    const states: string[] = [];
    let hear: (() => void) | undefined;
    const heard = new Promise<void>((resolve) => (hear = resolve));
    const options = { ...calm, onState: (state: string) => void states.push(state), onText: () => hear?.() };
    const rephrased = rephraser.rephrase(request, options);
    await server.arrival(0);
    const { host } = new URL(server.url);
    vi.advanceTimersByTime(20_000);
    expect(states).toEqual([`no word from ${host} for 10 s`, `no word from ${host} for 20 s`]);
    answer?.write(event('Once'));
    await heard;
    vi.advanceTimersByTime(60_000);
    expect(states).toHaveLength(2);
    answer?.end(event(' upon a time.', 'stop'));
    expect((await rephrased).text).toBe('Once upon a time.');
    await rephraser.dispose();
  });

  it('of several replicas asks the one with the fewest requests in flight', async () => {
    // Whichever is asked first is stuck; the others go to the other one.
    let stuckPort: string | undefined;
    const script = ({ headers }: ReceivedRequest): ScriptedReply => {
      stuckPort ??= headers.host;
      return headers.host === stuckPort ? stalls : says('from the other');
    };
    await using one = await startScriptedServer(script);
    await using two = await startScriptedServer(script);
    const rephraser = await createHttpRephraser(httpModel([one.url, two.url]), machine());
    const controller = new AbortController();
    const stuck = rephraser.rephrase(request, { signal: controller.signal }).catch(() => 'cancelled');
    await Promise.race([one.arrival(0), two.arrival(0)]);
    const answers = [await rephraser.rephrase(request, calm), await rephraser.rephrase(request, calm)];
    expect(answers.map(({ text }) => text)).toEqual(['from the other', 'from the other']);
    controller.abort();
    expect(await stuck).toBe('cancelled');
    await rephraser.dispose();
    expect([one, two].map(({ requests }) => requests.length).toSorted((left, right) => left - right)).toEqual([1, 2]);
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
