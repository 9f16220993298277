import { expect, it } from 'vitest';
import type { Rephraser } from '#engine';
import type { ModelState } from '#protocol';
import { createModelStates, watched } from '../../../runner/serve/model-states.ts';

it('a model that is loaded says how far it is, and then that it is there', async () => {
  const told: ModelState[] = [];
  const states = createModelStates((state) => told.push(state));
  const rephraser: Rephraser = {
    label: 'small.gguf',
    concurrency: 1,
    async rephrase(_request, { onState }) {
      for (const state of ['loading small.gguf', 'loading small.gguf 42 %', 'waiting for memory']) onState?.(state);
      return { text: 'Well.', finishReason: 'stop', inputTokens: 1, outputTokens: 1 };
    },
    dispose: async () => undefined,
  };
  const model = watched(rephraser, states.use('small', 'key', rephraser.label));
  const passed: string[] = [];
  const options = { signal: new AbortController().signal, onState: (state: string) => passed.push(state) };
  await model.rephrase({ messages: [], sampling: {}, seed: 1 }, options);
  expect(told.map(({ state, detail }) => [state, detail])).toEqual([
    ['loading', null],
    ['loading', '42 %'],
    ['loading', 'waiting for memory'],
    ['ready', null],
  ]);
  expect(passed[1]).toBe('loading small.gguf 42 %');
});
