import { expect, test } from 'vitest';
import { pullAction, weightsIn } from '../../client/models/missing-weights.ts';
import { wordmill } from '../helpers/command.ts';
import { workspace } from '../helpers/workspace.ts';

test('what the runner says of missing weights leads to fetching them', async () => {
  const cwd = await workspace({
    'a.strategy.yaml': `version: 1
strategy: a
seeds: {from: page.md}
models: {small: {gguf: smollm2-135m}}
rephrasings: {short: {prompt: "{{ text }}"}}
`,
    'page.md': 'A page of a few words.',
  });
  const { stderr } = await wordmill(['preview', 'a.strategy.yaml'], { cwd, environment: { WORDMILL_CACHE: cwd } });
  const weights = weightsIn(stderr.trim());
  expect(weights).toBe('smollm2-135m');
  expect(pullAction('smollm2-135m')).toEqual({
    title: 'Fetch Weights',
    command: 'wordmill.pullModel',
    arguments: ['smollm2-135m'],
  });
  expect(weightsIn('No server answers at http://127.0.0.1:9.')).toBeUndefined();
});
