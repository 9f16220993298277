import { expect, it } from 'vitest';
import { toEvaluateOptions } from '../../../../runner/models/embedded/sampling.ts';

it('takes what the strategy sets to the names of the engine', () => {
  const sampling = {
    temperature: 0.3,
    top_p: 0.8,
    top_k: 20,
    min_p: 0.1,
    repetition_penalty: 1.05,
    presence_penalty: 0.2,
    frequency_penalty: 0.4,
  };
  const { repeatPenalty, ...rest } = toEvaluateOptions(sampling, 9, []);
  expect(rest).toEqual({ temperature: 0.3, topP: 0.8, topK: 20, minP: 0.1, seed: 9 });
  expect(repeatPenalty).toMatchObject({ penalty: 1.05, presencePenalty: 0.2, frequencyPenalty: 0.4 });
});

it('leaves nothing to the engine’s own defaults', () => {
  expect(toEvaluateOptions({}, 1, [])).toEqual({ temperature: 1, topP: 1, topK: 0, minP: 0, seed: 1 });
  expect(toEvaluateOptions({ top_k: -1 }, 1, []).topK).toBe(0);
});

it('punishes the last 64 tokens of the answer as it grows', () => {
  const generated: number[] = [];
  const { repeatPenalty } = toEvaluateOptions({ repetition_penalty: 1.1 }, 1, generated);
  expect(repeatPenalty?.punishTokens()).toEqual([]);
  generated.push(...Array.from({ length: 100 }, (_, index) => index));
  expect(repeatPenalty?.punishTokens()).toEqual(generated.slice(36));
});
