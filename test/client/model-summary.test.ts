import { expect, test } from 'vitest';
import type { ModelState } from '#protocol';
import { modelSummary } from '../../client/models/model-summary.ts';

const small = { name: 'small', label: 'smollm2-135m' };
const far = { name: 'far', label: 'Qwen/Qwen2.5-3B-Instruct at http://gpu:8000/v1' };

function told(model: string, label: string, state: ModelState['state'], detail: string | null = null): ModelState {
  return { model, label, state, detail };
}

test('a model of which nothing was told is cold', () => {
  expect(modelSummary([small], [])).toEqual({
    text: '$(circle-outline) small cold',
    lines: ['small: cold, smollm2-135m'],
    gone: false,
  });
});

test('one that is loading says how far it is', () => {
  const { text, lines } = modelSummary([small, far], [told('small', 'smollm2-135m', 'loading', '37 %')]);
  expect(text).toBe('$(loading~spin) small loading 37 %');
  expect(lines).toEqual(['small: loading (37 %), smollm2-135m', `far: cold, ${far.label}`]);
});

test('several are summed up, and the newest word counts', () => {
  const ready = told('small', 'smollm2-135m', 'ready');
  const farReady = told('far', 'Qwen/Qwen2.5-3B-Instruct', 'ready');
  expect(modelSummary([small], [told('small', 'smollm2-135m', 'loading'), ready]).text).toBe('$(pass) small ready');
  expect(modelSummary([small, far], [ready]).text).toBe('$(pass) 1 of 2 models ready');
  expect(modelSummary([small, far], [ready, farReady]).text).toBe('$(pass) 2 models ready');
});

test('one that is gone counts before all others', () => {
  const gone = told('far', 'Qwen/Qwen2.5-3B-Instruct', 'gone', 'nothing answers');
  const summary = modelSummary([small, far], [gone, told('small', 'smollm2-135m', 'loading')]);
  expect(summary).toMatchObject({ text: '$(warning) far is gone', gone: true });
  expect(summary.lines[1]).toMatch(/^far: gone \(nothing answers\)/);
});

test('what is told of a model of the same name in another strategy does not count', () => {
  expect(modelSummary([small], [told('small', 'other', 'ready')]).text).toBe('$(circle-outline) small cold');
});
