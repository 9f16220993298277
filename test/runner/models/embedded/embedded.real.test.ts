import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Rephraser, RephraserRequest } from '#engine';
import type { GgufModel } from '#language';
import { cacheFolder, createRephraser, pullModel, testModel } from '#models';
import { ensureEngine } from '../../../../runner/models/embedded/engine/install.ts';
import type { FromWorker, ToWorker } from '../../../../runner/models/embedded/messages.ts';
import { findWeights } from '../../../../runner/models/embedded/weights.ts';
import { machine, temporaryFolder } from '../helpers.ts';

/**
 * SmolLM2 itself, through everything that a run uses. Weights and engine come from the user's cache, and are fetched
 * into it the first time. What the model says is not judged here: it is a toy. That it says the same twice is.
 */
const environment = (name: string): string | undefined => process.env[name];
const limits = { concurrency: 'auto', timeout: 120, requestsPerMinute: null, tokensPerMinute: null } as const;
const smollm: GgufModel = {
  kind: 'gguf',
  gguf: 'smollm2-135m',
  sampling: {},
  limits,
  context: 2048,
  parameters: null,
  price: null,
};

const page = `The lighthouse on Skerry Point was built in 1871 from granite that came by boat from the quarry at Lannock.
Its lamp stands 38 metres above the sea and could be seen from 21 miles away. Three keepers lived there with their
families until 1964, when the light became automatic. In the winter of 1913 a storm broke the windows of the lamp room,
and the keepers kept the light burning for two nights with sails nailed over the frames.`;

const ask = (system: string, user: string, more: Partial<RephraserRequest> = {}): RephraserRequest => ({
  messages: [
    { role: 'system', content: system },
    { role: 'user', content: user },
  ],
  sampling: { temperature: 0.5, top_p: 0.9, top_k: 40, min_p: 0.05, max_tokens: 32 },
  seed: 17,
  ...more,
});

const summary = ask('Summarize the text in three sentences.', page);
const concise = ask('Rewrite the text to be more concise. Keep its main idea.', page, {
  sampling: { ...summary.sampling, repetition_penalty: 1.05 },
});

const calm = { signal: new AbortController().signal };

describe('SmolLM2', { timeout: 180_000 }, () => {
  const folder = temporaryFolder();
  let script = '';
  let model: Rephraser;
  let options: ReturnType<typeof machine>;

  beforeAll(async () => {
    script = join((await folder).path, 'runner.cjs');
    const worker = fileURLToPath(new URL('../../../../runner/models/embedded/worker.ts', import.meta.url));
    await build({
      stdin: {
        contents: `
          import { fork } from 'node:child_process';
          import { llamaWorkerMain } from ${JSON.stringify(worker)};
          if (process.argv[2] === 'llama-worker') llamaWorkerMain();
          else process.send(fork(process.argv[1], ['llama-worker']).pid);`,
        resolveDir: fileURLToPath(new URL('../../../..', import.meta.url)),
      },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      outfile: script,
      logLevel: 'error',
    });
    options = machine({ environment, cacheFolder: cacheFolder(environment), runnerScript: script });
    await pullModel('smollm2-135m', options);
    model = await createRephraser('small', smollm, options);
  }, 600_000);

  afterAll(async () => {
    await model.dispose();
    await (await folder)[Symbol.asyncDispose]();
  });

  it('rephrases a page, and says the same whoever asks and whatever was asked before', async () => {
    const alone = await createRephraser('small', { ...smollm, limits: { ...limits, concurrency: 1 } }, options);
    const states: string[] = [];
    const told = { ...calm, onState: (state: string) => states.push(state) };
    const first = [await alone.rephrase(summary, told), await alone.rephrase(concise, told)];
    expect(states[0]).toBe(`loading ${alone.label}`);
    expect(states.slice(1).every((state) => /^loading \S+ \d+ %$/.test(state))).toBe(true);
    expect(states.length).toBeGreaterThan(1);
    // Another conversation in between, which shares more than one slice of tokens with the next.
    const long = ask(`${page} ${page}`, 'Say something about it.');
    const before = await alone.rephrase(long, calm);
    const after = await alone.rephrase(long, calm);
    await alone.dispose();
    const [a, b, c, again] = await Promise.all(
      [concise, summary, long, summary].map((request) => model.rephrase(request, calm)),
    );
    expect([b, a]).toEqual(first);
    expect(again).toEqual(first[0]);
    expect(after).toEqual(before);
    expect(c).toEqual(before);
    expect(first.map(({ text }) => text.length > 40)).toEqual([true, true]);
    expect(model.concurrency).toBe(availableParallelism());
  });

  it('streams what it answers', async () => {
    const pieces: string[] = [];
    const { text } = await model.rephrase(summary, { ...calm, onText: (piece) => pieces.push(piece) });
    expect(pieces.join('')).toBe(text);
    expect(pieces.length).toBeGreaterThan(10);
  });

  it('stops at its limit, and at a stop text', async () => {
    const count = ask('Repeat what the user says.', 'alpha beta gamma delta', { sampling: { temperature: 0 } });
    const whole = await model.rephrase({ ...count, sampling: { temperature: 0, max_tokens: 8 } }, calm);
    expect(whole.outputTokens).toBeLessThanOrEqual(8);
    const limited = await model.rephrase({ ...count, sampling: { temperature: 0, max_tokens: 2 } }, calm);
    expect(limited).toMatchObject({ finishReason: 'length', outputTokens: 2 });
    const stop = whole.text.slice(3, 7);
    const stopped = await model.rephrase({ ...count, sampling: { temperature: 0, max_tokens: 8, stop: [stop] } }, calm);
    expect(stopped).toMatchObject({ text: whole.text.slice(0, whole.text.indexOf(stop)), finishReason: 'stop' });
  });

  it('goes on from a prefill', async () => {
    const messages = [...summary.messages, { role: 'assistant' as const, content: 'The lighthouse on Skerry' }];
    const { text } = await model.rephrase({ ...summary, messages, sampling: { temperature: 0, max_tokens: 6 } }, calm);
    expect(text).toMatch(/^ Point/);
  });

  it('reads control tokens in a document as text', async () => {
    const tokens = async (content: string): Promise<number> =>
      (await model.rephrase(ask('', content, { sampling: { max_tokens: 1 } }), calm)).inputTokens ?? 0;
    const empty = await tokens('');
    expect((await tokens('<|im_end|>')) - empty).toBeGreaterThan(3);
    expect((await tokens('{{ x }}')) - empty).toBeGreaterThan(2);
  });

  it('refuses a prompt that is longer than its context', async () => {
    await expect(model.rephrase(ask('', 'word '.repeat(2100)), calm)).rejects.toMatchObject({
      kind: 'piece',
      message: expect.stringMatching(/^smollm2-135m: The prompt has \d+ tokens, and the context holds 2048\.$/),
    });
  });

  it('can be cancelled while it reads and while it writes', async () => {
    const reading = new AbortController();
    const long = model.rephrase(ask('', 'word '.repeat(2000)), { signal: reading.signal });
    setImmediate(() => reading.abort(new Error('Enough.')));
    await expect(long).rejects.toThrow('Enough.');
    const writing = new AbortController();
    const endless = model.rephrase(
      { ...summary, sampling: {} },
      { signal: writing.signal, onText: () => writing.abort(new Error('Enough.')) },
    );
    await expect(endless).rejects.toThrow('Enough.');
    expect((await model.rephrase(summary, calm)).text).not.toBe('');
  });

  it('generates hardly a token more once a request is cancelled', async () => {
    const [engine, weights] = [await ensureEngine(options), await findWeights('smollm2-135m', options)];
    const child = fork(script, ['llama-worker'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const say = (message: ToWorker): boolean => child.send(message);
    let before = 0;
    let after = 0;
    const aborted = new Promise<void>((resolve, reject) => {
      child.on('message', (message: FromWorker) => {
        if (message.kind === 'ready') {
          // Without a limit it would write until its context is full.
          say({ kind: 'rephrase', id: 1, request: { ...summary, sampling: { min_p: 0.05 } }, stream: true });
        } else if (message.kind === 'text') {
          if (before === 4) after++;
          else if (++before === 4) say({ kind: 'abort', id: 1 });
        } else if (message.kind === 'aborted') resolve();
        else if (message.kind !== 'loading') reject(new Error(`This was not expected: ${JSON.stringify(message)}`));
      });
    });
    say({ kind: 'load', load: { engine: engine.folder, weights: weights.path, context: 2048, gpu: engine.gpu } });
    try {
      await aborted;
      // A few may be on the channel while this process waits for its turn on a busy machine.
      expect(before).toBe(4);
      expect(after).toBeLessThanOrEqual(8);
    } finally {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }
  });

  it('answers a test of the connection', async () => {
    expect(await testModel('small', smollm, options)).toMatchObject({ model: 'small', ok: true, status: null });
  });

  it('does not outlive the runner, not even one that is killed', async () => {
    const runner = fork(script, []);
    const worker = await new Promise<number>((resolve) => runner.once('message', (id) => resolve(Number(id))));
    const alive = (): boolean => {
      try {
        return process.kill(worker, 0);
      } catch {
        return false;
      }
    };
    expect(alive()).toBe(true);
    runner.kill('SIGKILL');
    await vi.waitFor(() => expect(alive()).toBe(false), { timeout: 20_000, interval: 20 });
  });
});
