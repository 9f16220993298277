import { expect, it } from 'vitest';
import type { Rephraser, RephraserRequest } from '#engine';
import { createAnswers, remembering } from '../../../runner/serve/answers.ts';
import { createRecent, remembered } from '../../../runner/serve/recent.ts';

const signal = new AbortController().signal;

it('keeps so many answers, and lets go of the one that was not asked for the longest', async () => {
  let asked = 0;
  const model: Rephraser = {
    label: 'some/model',
    concurrency: 1,
    rephrase: async () => ({ text: `answer ${asked++}`, finishReason: 'stop', inputTokens: 1, outputTokens: 2 }),
    dispose: async () => undefined,
  };
  const answers = createAnswers();
  const rephraser = remembering(model, 'here', answers);
  const ask = (index: number) => {
    const request: RephraserRequest = { messages: [{ role: 'user', content: `${index}` }], sampling: {}, seed: 1 };
    return rephraser.rephrase(request, { signal });
  };
  for (let index = 0; index < 500; index++) await ask(index);
  expect(await ask(0)).toEqual({ text: 'answer 0', finishReason: 'stop', inputTokens: 1, outputTokens: 2 });
  await ask(500);
  expect(answers.size).toBe(500);
  expect(asked).toBe(501);
  await ask(0);
  expect(asked).toBe(501);
  await ask(1);
  expect(asked).toBe(502);
  const elsewhere = remembering(model, 'there', answers);
  await elsewhere.rephrase({ messages: [{ role: 'user', content: '0' }], sampling: {}, seed: 1 }, { signal });
  expect(asked).toBe(503);
});

it('says nothing more to somebody who has cancelled', async () => {
  const answers = createAnswers();
  const model: Rephraser = {
    label: 'x',
    concurrency: 1,
    rephrase: async () => ({ text: 'a', finishReason: 'stop', inputTokens: null, outputTokens: null }),
    dispose: async () => undefined,
  };
  const rephraser = remembering(model, '', answers);
  const request: RephraserRequest = { messages: [], sampling: {}, seed: 1 };
  await rephraser.rephrase(request, { signal });
  const cancelled = AbortSignal.abort(new Error('Cancelled.'));
  await expect(rephraser.rephrase(request, { signal: cancelled })).rejects.toThrow('Cancelled.');
});

it('makes once what several ask for, and again what failed', async () => {
  const recent = createRecent<Promise<number>>(2);
  let made = 0;
  const make = async (): Promise<number> => {
    made++;
    if (made === 1) throw new Error('Not yet.');
    return made;
  };
  const both = [remembered(recent, 'a', make), remembered(recent, 'a', make)];
  for (const one of both) await expect(one).rejects.toThrow('Not yet.');
  expect(await remembered(recent, 'a', make)).toBe(2);
  expect(await remembered(recent, 'a', make)).toBe(2);
});
