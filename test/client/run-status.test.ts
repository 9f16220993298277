import { expect, test } from 'vitest';
import { type Machine, parseStatus, presentStatus, type RunStatus } from '../../client/runs/run-status.ts';

const running = {
  state: 'running',
  pid: 41,
  host: 'here',
  updated: '2026-01-01T00:00:00.000Z',
  strategy: 'wrap',
  documents: 1204,
  left: 18796,
  records: 2400,
  rejects: 3,
  output_tokens: 90_000,
  seconds: 60,
  by_rephrasing: { qa: { records: 1200, rejects: 3 } },
  by_reason: { gate: 3 },
};

function status(over: object = {}): RunStatus {
  const parsed = parseStatus(JSON.stringify({ ...running, ...over }));
  if (!parsed) throw new Error('the status of the test is one');
  return parsed;
}

function machine(alive: boolean): Machine {
  return { host: 'here', isAlive: () => alive };
}

test('reads what the runner writes', () => {
  expect(status()).toMatchObject({
    state: 'running',
    documents: 1204,
    left: 18796,
    outputTokens: 90_000,
    byRephrasing: { qa: { records: 1200, rejects: 3 } },
    byReason: { gate: 3 },
    waiting: null,
  });
});

test('what is absent or of another type is unknown, and never a crash', () => {
  expect(status({ pid: '41', left: null, by_reason: [1], by_rephrasing: { qa: 7 }, documents: 'many' })).toMatchObject({
    pid: null,
    left: null,
    byReason: {},
    byRephrasing: { qa: { records: 0, rejects: 0 } },
    documents: 0,
  });
});

test.each(['', '{', '[]', 'null', '{"state":"dancing"}', '7'])('%j is no status', (text) => {
  expect(parseStatus(text)).toBeNull();
});

test('a status cut at any length is no status, or the whole one', () => {
  const text = JSON.stringify(running);
  for (let length = 0; length < text.length; length++) expect(parseStatus(text.slice(0, length))).toBeNull();
});

test('a run whose process has died is interrupted, whatever it last said', () => {
  expect(presentStatus(status(), machine(true), 0).state).toBe('running');
  expect(presentStatus(status(), machine(false), 0)).toMatchObject({
    state: 'interrupted',
    message: expect.stringContaining('resume it'),
  });
});

test('on another machine only its silence tells', () => {
  const elsewhere = status({ host: 'there' });
  const lastWordMs = Date.parse(running.updated);
  expect(presentStatus(elsewhere, machine(false), lastWordMs + 10_000).state).toBe('running');
  expect(presentStatus(elsewhere, machine(true), lastWordMs + 60_000).state).toBe('interrupted');
});

test('an end stays an end', () => {
  const finished = status({ state: 'finished' });
  expect(presentStatus(finished, machine(false), 0)).toBe(finished);
});
