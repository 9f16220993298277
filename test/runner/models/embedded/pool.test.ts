import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { RephraserRequest } from '#engine';
import { WorkerPool } from '../../../../runner/models/embedded/pool.ts';
import { temporaryFolder } from '../helpers.ts';

const script = fileURLToPath(new URL('../../../helpers/fake-llama-worker.mjs', import.meta.url));

function openPool({ most = 2, weights = 'good.gguf', abortGraceMs = 60_000, timeoutMs = 60_000 } = {}): {
  readonly pool: WorkerPool;
} & AsyncDisposable {
  const load = { engine: '/nowhere', weights, context: null, gpu: false } as const;
  const pool = new WorkerPool({ script, load, label: 'fake', most, abortGraceMs, timeoutMs });
  return { pool, [Symbol.asyncDispose]: () => pool.dispose() };
}

const request = (content: string): RephraserRequest => ({
  messages: [{ role: 'user', content }],
  sampling: {},
  seed: 1,
});

const calm = { signal: new AbortController().signal };

/** A request that stays with its process until it is cancelled. */
async function occupy(
  pool: WorkerPool,
): Promise<{ readonly process: string; readonly cancel: () => Promise<unknown> }> {
  const controller = new AbortController();
  let answer: Promise<unknown> = Promise.resolve();
  const process = await new Promise<string>((resolve, reject) => {
    answer = pool.rephrase(request('stuck'), { signal: controller.signal, onText: resolve });
    answer.catch(reject);
  });
  return {
    process,
    cancel: () => {
      controller.abort(new Error('Enough.'));
      return answer.catch((error: unknown) => error);
    },
  };
}

const processOf = async (pool: WorkerPool): Promise<string> => (await pool.rephrase(request('process'), calm)).text;

const isAlive = (id: string): boolean => {
  try {
    return process.kill(Number(id), 0);
  } catch {
    return false;
  }
};

describe('processes of an embedded model', () => {
  it('answer, and stream where the text is wanted', async () => {
    await using opened = openPool();
    const seen: string[] = [];
    const options = {
      ...calm,
      onText: (text: string) => seen.push(text),
      onState: (state: string) => seen.push(state),
    };
    const answer = await opened.pool.rephrase(request('echo Zürich'), options);
    expect(answer).toEqual({ text: 'Zürich', finishReason: 'stop', inputTokens: 1, outputTokens: 2 });
    expect(seen).toEqual(['loading fake', 'Z', 'ürich']);
  });

  it('say how far the model is loaded', async () => {
    await using opened = openPool({ weights: 'large.gguf' });
    const seen: string[] = [];
    await opened.pool.rephrase(request('echo x'), { ...calm, onState: (state) => seen.push(state) });
    expect(seen).toEqual(['loading fake', 'loading fake 0 %', 'loading fake 50 %', 'loading fake 99 %']);
  });

  it('are started when no other is free, and no more than allowed', async () => {
    await using opened = openPool({ most: 2 });
    const first = await occupy(opened.pool);
    const second = await occupy(opened.pool);
    expect(second.process).not.toBe(first.process);
    const third = processOf(opened.pool);
    await second.cancel();
    expect(await third).toBe(second.process);
    await first.cancel();
  });

  it('stay loaded between requests', async () => {
    await using opened = openPool();
    expect(await processOf(opened.pool)).toBe(await processOf(opened.pool));
  });

  it('pass on what a request was refused for', async () => {
    await using opened = openPool();
    await expect(opened.pool.rephrase(request('fail'), calm)).rejects.toMatchObject({
      kind: 'piece',
      message: 'fake: The prompt has 9 tokens too many.',
    });
  });

  it('share what there is where a further one finds no memory', async () => {
    await using folder = await temporaryFolder();
    await using opened = openPool({ most: 3, weights: join(folder.path, 'single.gguf') });
    const only = await occupy(opened.pool);
    const waiting = [processOf(opened.pool), processOf(opened.pool)];
    // Nothing can settle them but the one process, which is still taken.
    await only.cancel();
    expect(await Promise.all(waiting)).toEqual([only.process, only.process]);
  });
});

describe('a process that dies', () => {
  it('costs one attempt of one request', async () => {
    await using opened = openPool({ most: 1 });
    const before = await processOf(opened.pool);
    await expect(opened.pool.rephrase(request('crash'), calm)).rejects.toMatchObject({
      kind: 'retry',
      message: 'The process of fake ended (SIGKILL): GGML_ASSERT(ctx) failed',
    });
    expect(await processOf(opened.pool)).not.toBe(before);
  });

  it('again and again stops the run', async () => {
    await using opened = openPool({ most: 1 });
    const kinds: unknown[] = [];
    for (let count = 0; count < 8; count++) {
      kinds.push(await opened.pool.rephrase(request('crash'), calm).catch((error: { kind: string }) => error.kind));
    }
    expect(kinds).toEqual([...Array.from({ length: 7 }, () => 'retry'), 'run']);
  });

  it('while it loads the model is tried once more', async () => {
    await using opened = openPool({ weights: 'deadly.gguf' });
    await expect(opened.pool.rephrase(request('echo a'), calm)).rejects.toMatchObject({ kind: 'retry' });
    await expect(opened.pool.rephrase(request('echo a'), calm)).rejects.toMatchObject({ kind: 'run' });
  });

  it('is not what a model that cannot be loaded means', async () => {
    await using opened = openPool({ weights: 'broken.gguf' });
    await expect(opened.pool.rephrase(request('echo a'), calm)).rejects.toMatchObject({
      kind: 'run',
      message: 'fake cannot be loaded: Failed to load model',
    });
  });
});

describe('a cancelled request', () => {
  it('ends at once, and its process takes the next', async () => {
    await using opened = openPool({ most: 1 });
    const taken = await occupy(opened.pool);
    expect(await taken.cancel()).toEqual(new Error('Enough.'));
    expect(await processOf(opened.pool)).toBe(taken.process);
  });

  it('leaves the queue', async () => {
    await using opened = openPool({ most: 1 });
    const taken = await occupy(opened.pool);
    const controller = new AbortController();
    const waiting = opened.pool.rephrase(request('echo a'), { signal: controller.signal });
    controller.abort(new Error('Never mind.'));
    await expect(waiting).rejects.toThrow('Never mind.');
    const next = processOf(opened.pool);
    await taken.cancel();
    expect(await next).toBe(taken.process);
  });

  it('while the model loads leaves it for the next', async () => {
    await using opened = openPool({ most: 1 });
    const controller = new AbortController();
    const reason = new Error('Never mind.');
    const cancelled = opened.pool.rephrase(request('echo a'), {
      signal: controller.signal,
      onState: () => queueMicrotask(() => controller.abort(reason)),
    });
    await expect(cancelled).rejects.toBe(reason);
    const states: string[] = [];
    await opened.pool.rephrase(request('echo a'), { ...calm, onState: (state) => states.push(state) });
    expect(states).toEqual([]);
  });

  it('that its process does not notice ends the process', async () => {
    await using opened = openPool({ most: 1, abortGraceMs: 1 });
    const before = await processOf(opened.pool);
    const controller = new AbortController();
    const cancelled = opened.pool.rephrase(request('deaf'), { signal: controller.signal });
    controller.abort(new Error('Enough.'));
    await expect(cancelled).rejects.toThrow('Enough.');
    expect(await processOf(opened.pool)).not.toBe(before);
  });

  it('is also one that takes too long', async () => {
    await using opened = openPool({ most: 1, timeoutMs: 20 });
    await expect(opened.pool.rephrase(request('stuck'), calm)).rejects.toMatchObject({
      kind: 'retry',
      message: 'fake gave no whole answer within 0.02 s (limits.timeout).',
    });
  });
});

describe('the end', () => {
  it('of the pool ends its processes and what they do', async () => {
    const { pool } = openPool();
    const taken = await occupy(pool);
    const ended = taken.cancel;
    const waiting = pool.rephrase(request('stuck'), calm).catch((error: Error) => error.message);
    await pool.dispose();
    expect(isAlive(taken.process)).toBe(false);
    expect(await waiting).toMatch(/ended|closed/);
    await ended();
  });
});
