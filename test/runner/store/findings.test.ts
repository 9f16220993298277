import { expect, test } from 'vitest';
import { strategyHash } from '#engine';
import { analyse, readLastRun } from '#language';
import { openRun } from '#store';
import { SimulatedDisk } from './helpers/simulated-disk.ts';
import { folder, machineOf, planOf, recordOf, rejectOf } from './helpers/small-run.ts';

/** Runs slices of one record and of rejects for these reasons, and gives the findings that are written at the end. */
async function written(slices: number): Promise<string> {
  const disk = new SimulatedDisk();
  const plan = planOf();
  const run = await openRun(folder, plan, 'local', { machine: machineOf(disk) });
  for (let number = 0; number < slices; number++) {
    const slice = await run.openSlice(`0000-${String(number).padStart(6, '0')}`);
    const row = number * 10;
    const first = recordOf(row, 'first', { finish_reason: number % 2 === 0 ? 'length' : 'stop' });
    const rejects = [
      rejectOf(row + 1, 'second', { gate: 'ratio <= 1.5' }),
      rejectOf(row + 2, 'second', { gate: 'words >= 20' }),
      rejectOf(row + 3, 'second', { gate: 'words >= 20', finish_reason: 'length' }),
      rejectOf(row + 4, 'second', { gate: null, reason: 'no-output', text: null }),
      rejectOf(row + 5, 'second', { gate: '{after: "Q:"}', reason: 'clean' }),
    ];
    await slice.append({ kind: 'record', record: first });
    for (const reject of rejects) await slice.append({ kind: 'reject', reject });
    const last = number === slices - 1;
    await slice.commit({
      documents: 6,
      skipped: 0,
      bad_rows: 0,
      without_passage: 0,
      next: { row: row + 6, offset: 0 },
      last,
    });
  }
  await run.finish();
  await run.close();
  return disk.content('/out/findings.json').toString();
}

test('a run writes down what came of each rephrasing, and the language reads it', async () => {
  const text = await written(2);
  expect(readLastRun(text)).toEqual({
    strategy: planOf().strategy,
    rephrasings: [
      {
        name: 'second',
        records: 0,
        rejects: 10,
        truncated: 2,
        noOutput: 2,
        gates: [
          { expression: 'words >= 20', rejected: 4 },
          { expression: 'ratio <= 1.5', rejected: 2 },
        ],
      },
      { name: 'first', records: 2, rejects: 0, truncated: 1, noOutput: 0, gates: [] },
    ],
  });
});

test('of many slices a hundred are looked at', async () => {
  const findings = readLastRun(await written(120));
  expect(findings?.rephrasings.map(({ records, rejects }) => [records, rejects])).toEqual([
    [0, 500],
    [100, 0],
  ]);
});

const base = `version: 1
strategy: example
seeds: {from: documents, limit: 10}
models: {m: {id: a, base_url: "http://127.0.0.1:8000", sampling: {max_tokens: 512}}}
mix: {natural: 60%}
rephrasings: {qa: {prompt: "Ask: {{ text }}"}}
output: {to: ../out, as: jsonl}
tests: [{document: documents, expect: [not truncated]}]
`;

test.each([
  ['nothing', 'version', 'version'],
  ['a description', 'strategy: example', 'about: x\nstrategy: example'],
  ['a number of documents', 'limit: 10', 'limit: 11'],
  ['a price', 'id: a,', 'id: a, price: {input: 0, output: 0},'],
  ['a rate', 'id: a,', 'id: a, limits: {concurrency: 3},'],
  ['a server', 'id: a,', 'id: a, serve: {engine: vllm},'],
  ['another model', 'id: a,', 'id: b,'],
  ['a longer answer', '512', '1024'],
  ['another share', '60%', '50%'],
  ['another prompt', 'Ask:', 'Ask again:'],
  ['a place', '../out', '../elsewhere'],
  ['a form of the output', 'as: jsonl', 'as: parquet'],
  ['raw answers', 'as: jsonl', 'as: jsonl, raw: true'],
  ['another expectation', 'not truncated', 'not refusal'],
  ['a budget', 'version: 1', 'version: 1\nbudget: {tokens: 1M}'],
  ['a target', 'version: 1', 'version: 1\ntargets: {hpc: {kind: slurm}}'],
  ['duplicates', 'version: 1', 'version: 1\ndedup: {exact: true}'],
])('after a change of %s the last run is of another strategy where its hash is', (_what, from, to) => {
  const before = analyse(base).strategy;
  const text = base.replace(from, to);
  const after = analyse(text).strategy;
  if (before === undefined || after === undefined) throw new Error('The strategies have no errors.');
  const { problems } = analyse(text, { lastRun: { strategy: before, rephrasings: [] } });
  const stale = problems.some(({ code }) => code === 'run-stale');
  expect(stale).toBe(strategyHash(before) !== strategyHash(after));
});
