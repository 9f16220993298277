import { expect, test } from 'vitest';
import { endOfRun, runInBrief, statusBarText } from '../../client/runs/run-numbers.ts';
import { parseStatus, type RunStatus } from '../../client/runs/run-status.ts';
import { runNode, type RunNode, type RunSnapshot } from '../../client/runs/run-tree.ts';

function status(over: object = {}): RunStatus {
  const written = {
    state: 'running',
    documents: 1204,
    left: 18796,
    records: 2400,
    rejects: 3,
    output_tokens: 24_720,
    seconds: 60,
    by_rephrasing: { qa: { records: 1200, rejects: 3 }, brief: { records: 1200, rejects: 0 } },
    by_reason: { 'ratio <= 1.5': 1, 'not truncated': 2 },
    ...over,
  };
  const parsed = parseStatus(JSON.stringify(written));
  if (!parsed) throw new Error('the status of the test is one');
  return parsed;
}

const run = { folder: '/out/wrap', strategy: '/strategies/wrap.strategy.yaml', log: null };

function snapshot(over: Partial<RunSnapshot> = {}): RunSnapshot {
  return { run, name: 'wrap', status: status(), starting: false, ...over };
}

function ids(node: RunNode): readonly string[] {
  return [node.id, ...node.children.flatMap(ids)];
}

test('a run in one line: how far, what was thrown away, how fast', () => {
  expect(runInBrief(status())).toBe('1,204/20,000 · 3 rejected · 412 tokens/s');
  expect(runInBrief(status({ left: null, failed: 2 }))).toBe('1,204 documents · 3 rejected · 2 failed · 412 tokens/s');
  expect(runInBrief(status({ waiting: 'asked to slow down, 5 s' }))).toContain('· asked to slow down, 5 s');
  expect(runInBrief(status({ state: 'finished', left: 0 }))).toBe('1,204/1,204 · 3 rejected');
});

test('the status bar has the same numbers', () => {
  expect(statusBarText('wrap', status())).toBe('$(sync~spin) wrap 1,204/20,000 · 3 rejected');
});

test.each([
  ['finished', 'wrap has finished in 1 min 0 s: 2,400 kept, 3 rejected.'],
  ['interrupted', 'wrap was interrupted; what was finished is safe: 2,400 kept, 3 rejected.'],
  ['failed', 'wrap stopped: The disk is full.'],
])('the end of a run that is %s is one sentence', (state, sentence) => {
  expect(endOfRun('wrap', status({ state, message: 'The disk is full.' }))).toBe(sentence);
});

test('a running run is unfolded, spins and can be cancelled', () => {
  expect(runNode(snapshot())).toMatchObject({ icon: 'sync~spin', context: 'run.running', open: true, id: '/out/wrap' });
});

test('a run without a strategy cannot offer to be resumed', () => {
  const interrupted = status({ state: 'interrupted' });
  expect(runNode(snapshot({ status: interrupted })).context).toBe('run.interrupted');
  expect(runNode(snapshot({ status: interrupted, run: { ...run, strategy: null } })).context).toBe(
    'run.interrupted.added',
  );
});

test('a run that has not said anything is starting, or unknown', () => {
  expect(runNode(snapshot({ status: null, starting: true }))).toMatchObject({
    description: 'starting',
    context: 'run.starting',
  });
  expect(runNode(snapshot({ status: null }))).toMatchObject({ description: 'no status', context: 'run.unknown' });
});

test('below it stand its rephrasings, and the reasons with the most frequent first', () => {
  const groups = runNode(snapshot()).children.filter(({ children }) => children.length > 0);
  expect(groups.map(({ children }) => children.map(({ label, description }) => `${label}: ${description}`))).toEqual([
    ['qa: 1,200 kept · 3 rejected', 'brief: 1,200 kept · 0 rejected'],
    ['not truncated: 2', 'ratio <= 1.5: 1'],
  ]);
});

test('rows have addresses of their own that stay while numbers change', () => {
  const before = ids(runNode(snapshot()));
  const after = ids(runNode(snapshot({ status: status({ documents: 9, rejects: 5 }) })));
  expect(new Set(before).size).toBe(before.length);
  expect(after).toEqual(before);
});
