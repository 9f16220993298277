import { expect, test } from 'vitest';
import { groundOf, estimateInBrief, estimateInDetail, parseEstimate } from '../../client/runs/estimate-words.ts';
import { estimateArguments, runEstimate } from '../../client/runs/run-estimate.ts';
import { runnerScript } from '../helpers/command.ts';
import { echo, rows } from '../helpers/echo.ts';
import { workspace } from '../helpers/workspace.ts';

const written = {
  documents: { low: 11_000, likely: 12_000, high: 13_000 },
  requests: { low: 22_000, likely: 24_500, high: 26_000 },
  input_tokens: { low: 2_900_000, likely: 3_000_000, high: 3_100_000 },
  output_tokens: { low: 800_000, likely: 1_240_000, high: 2e9 },
  dollars: { low: 0.123, likely: 1.2, high: 4 },
  seconds: { low: 55, likely: 600, high: 7_200 },
  dominates: 'qa',
  probe: null,
  notes: ['No model was asked.'],
};

function parsed(over: object = {}) {
  const estimate = parseEstimate(JSON.stringify({ ...written, ...over }));
  if (estimate === null) throw new Error('the estimate of the test is one');
  return estimate;
}

test('an estimate in the width of a row', () => {
  expect(estimateInBrief(parsed())).toBe('≈ 24,500 requests · 1.2M tokens out · $1.20 · 10 min 0 s');
  expect(estimateInDetail(parsed())).toBe(
    '2.9M to 3.1M tokens in · 800,000 to 2B out · $0.12 to $4.00 · 55 s to 2 h 0 min · most of it qa',
  );
  expect(groundOf(parsed())).toBe('≈ 12,000 documents, guessed, since no model was asked');
});

test('what costs nothing says nothing of dollars, and one is one', () => {
  const one = { low: 1, likely: 1, high: 1 };
  const free = { low: 0, likely: 0, high: 0 };
  const estimate = parsed({ documents: one, requests: one, dollars: free, probe: { requests: 1 } });
  expect(estimateInBrief(estimate)).toBe('≈ 1 request · 1.2M tokens out · 10 min 0 s');
  expect(groundOf(estimate)).toBe('1 document, estimated with real requests');
});

test('what is no estimate is none', () => {
  for (const json of ['', '{', '3', 'null', '{}', JSON.stringify({ ...written, seconds: 3 })])
    expect(parseEstimate(json)).toBeNull();
});

test('models are only asked where that is wanted', () => {
  const order = { strategy: '/a.strategy.yaml', limit: null, asks: false };
  expect(estimateArguments(order)).toContain('--no-probe');
  expect(estimateArguments({ ...order, limit: 5, asks: true })).toEqual([
    'estimate',
    '/a.strategy.yaml',
    '--format',
    'json',
    '--limit',
    '5',
  ]);
});

test('the runner estimates, or says why it cannot', async () => {
  const folder = await workspace({ 'a.strategy.yaml': echo, 'documents.jsonl': rows(4), 'b.strategy.yaml': 'versoin' });
  const order = { script: runnerScript, environment: {}, limit: 3, asks: false };
  const never = new AbortController().signal;
  const answer = await runEstimate({ ...order, strategy: `${folder}/a.strategy.yaml` }, never);
  expect(answer.kind === 'estimate' ? parseEstimate(answer.json) : answer).toMatchObject({ requests: { likely: 3 } });
  expect(await runEstimate({ ...order, strategy: `${folder}/b.strategy.yaml` }, never)).toMatchObject({
    kind: 'failed',
    why: expect.stringContaining('b.strategy.yaml'),
  });
  expect(await runEstimate({ ...order, strategy: `${folder}/a.strategy.yaml` }, AbortSignal.abort())).toMatchObject({
    kind: 'failed',
  });
});
