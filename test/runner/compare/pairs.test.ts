import { expect, test } from 'vitest';
import type { RunFacts } from '#store';
import { pairedRuns } from '../../../runner/compare/pairs.ts';

type RunRecord = RunFacts['records'][number];

function record(row: number, text: string, further: Partial<RunRecord> = {}): RunRecord {
  return {
    id: `${row}`,
    text,
    rephrasing: 'qa',
    style: null,
    source_id: `page ${row}`,
    source_file: 'web.jsonl',
    source_row: row,
    chunk: null,
    variables: {},
    model: 'm',
    prompt_hash: '',
    strategy: 's',
    strategy_hash: '',
    seed: 1,
    input_tokens: 1,
    output_tokens: 1,
    finish_reason: 'stop',
    measures: {},
    created: '',
    ...further,
  };
}

test('records of the same passage and rephrasing are put together, the first of several', () => {
  const first = [record(0, 'same words'), record(0, 'second rollout'), record(1, 'one two'), record(2, 'alone')];
  const second = [record(1, 'two three'), record(0, 'same words'), record(2, 'alone', { chunk: 1 })];
  expect(pairedRuns(first, second)).toEqual({
    pairs: 2,
    identical: 0.5,
    tokens_ratio: expect.closeTo(1, 0),
    words_shared: expect.closeTo((1 + 1 / 3) / 2),
    examples: [{ source_id: 'page 1', rephrasing: 'qa', first: 'one two', second: 'two three' }],
  });
  expect(pairedRuns(first, [record(9, 'elsewhere')])).toBeNull();
});
