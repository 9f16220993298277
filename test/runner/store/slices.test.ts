import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { Outcome } from '#engine';
import { openRun, thisMachine } from '#store';
import { errorOf, opened } from './helpers/opened.ts';
import { attempt, folder, machineOf, outcomeOf, outputOf, planOf, recordOf, rejectOf } from './helpers/small-run.ts';
import { SimulatedDisk } from './helpers/simulated-disk.ts';
import { temporaryFolder } from './helpers/temporary-folder.ts';

const end = { documents: 1, skipped: 2, bad_rows: 3, next: { row: 6, offset: 60 }, last: true };

test('a run on a real disk leaves what an imagined one does', async () => {
  const imagined = new SimulatedDisk();
  await attempt(imagined);
  const real = await temporaryFolder();
  const run = await openRun(real, planOf(), 'local', { machine: { ...thisMachine(), now: () => 0 } });
  for (const number of [0, 1]) {
    const slice = await run.openSlice(`0000-00000${number}`);
    const pieces = ['first', 'second'].flatMap((name) => [0, 1].map((row) => outcomeOf(2 * number + row, name)));
    await Promise.all(pieces.map((outcome) => slice.append(outcome)));
    await slice.commit({ ...end, documents: 2, next: { row: 2 * number + 2, offset: 0 } });
  }
  await run.finish();
  await run.close();
  for (const [path, content] of Object.entries(outputOf(imagined))) {
    expect((await readFile(path.replace(folder, real))).toString('base64'), path).toBe(content);
  }
});

test('the ledger says what a slice has, and where the next begins', async () => {
  const disk = new SimulatedDisk();
  const run = await opened(disk);
  const slice = await run.openSlice('0000-000000');
  await Promise.all([
    slice.append({ kind: 'record', record: recordOf(0, 'first', { output_tokens: 8 }) }),
    slice.append({ kind: 'reject', reject: rejectOf(1, 'first') }),
    slice.append({
      kind: 'reject',
      reject: rejectOf(2, 'second', { reason: 'request-failed', gate: null, output_tokens: null }),
    }),
  ]);
  const bad = [{ file: 'in.jsonl', row: 5, line: 6, message: 'Line 6 of in.jsonl is not a JSON object.' }];
  await slice.commit({ ...end, bad });
  await run.close();
  const [line] = disk.content('/out/ledger/local.jsonl').toString().split('\n');
  expect(JSON.parse(line ?? '')).toEqual({
    event: 'committed',
    run: run.manifest.run,
    attempt: 0,
    time: '1970-01-01T00:00:00.000Z',
    slice: '0000-000000',
    documents: 1,
    skipped: 2,
    bad_rows: 3,
    records: 1,
    rejects: 2,
    failed: 1,
    input_tokens: 9,
    output_tokens: 12,
    by_model: { m: { input_tokens: 9, output_tokens: 12 } },
    duplicates: 0,
    contaminated: 0,
    text_tokens: 0,
    removed_tokens: 0,
    without_passage: 0,
    by_rephrasing: {
      first: { records: 1, rejects: 1, text_tokens: 0 },
      second: { records: 0, rejects: 1, text_tokens: 0 },
    },
    by_reason: { 'ratio <= 1.5': 1, 'request-failed': 1 },
    data: {
      file: 'data/part-0000-000000.jsonl',
      rows: 1,
      bytes: expect.any(Number),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
    rejected: {
      file: 'rejects/part-0000-000000.jsonl.gz',
      rows: 2,
      bytes: expect.any(Number),
      sha256: expect.any(String),
    },
    next: { row: 6, offset: 60 },
    last: true,
    bad,
    crc: expect.stringMatching(/^[0-9a-f]{8}$/),
  });
  const again = await opened(disk);
  expect(again.resumed).toBe(true);
  expect(again.committed('0000-000000')).toMatchObject(end);
  expect(again.committed('0000-000001')).toBeUndefined();
  expect(again.earlier).toMatchObject({ documents: 1, skipped: 2, bad_rows: 3, records: 1, rejects: 2, failed: 1 });
});

test('a slice without records has no part', async () => {
  const disk = new SimulatedDisk();
  const run = await opened(disk);
  const slice = await run.openSlice('0000-000000');
  await slice.commit({ ...end, documents: 0 });
  await run.close();
  expect(Object.keys(outputOf(disk))).toEqual([]);
  expect(run.committed('0000-000000')).toMatchObject({ data: null, rejected: null });
});

test('rejects are counted where they are not kept', async () => {
  const disk = new SimulatedDisk();
  const plan = planOf({ output: { to: null, as: 'jsonl', compression: 'none', rows: 2, rejects: false, raw: false } });
  await attempt(disk, { plan });
  expect(Object.keys(outputOf(disk)).filter((path) => path.includes('rejects'))).toEqual([]);
  const run = await openRun(folder, plan, 'local', { machine: machineOf(disk) });
  expect(run.earlier).toMatchObject({ records: 6, rejects: 2 });
});

test('an outcome is durable when its promise resolves, and lines that come together share one sync', async () => {
  const disk = new SimulatedDisk();
  const run = await opened(disk);
  const slice = await run.openSlice('0000-000000');
  const operations: string[] = [];
  disk.before = (_number, name, path) => operations.push(`${name} ${path}`);
  await Promise.all(Array.from({ length: 200 }, (_, row) => slice.append(outcomeOf(row, 'first'))));
  expect(operations.map((operation) => operation.split(' ')[0])).toEqual(['append', 'write', 'sync', 'syncFolder']);
  disk.losePower(0);
  const again = await (await opened(disk)).openSlice('0000-000000');
  expect(again.finished.size).toBe(200);
  expect(again.counts.records + again.counts.rejects).toBe(200);
});

test('256 lines do not wait for the window', async () => {
  const disk = new SimulatedDisk();
  // A clock that stands still: what waits for it waits for ever.
  const run = await opened(disk, { clock: { now: () => 0, after: () => () => undefined } });
  const slice = await run.openSlice('0000-000000');
  await Promise.all(Array.from({ length: 512 }, (_, row) => slice.append(outcomeOf(row, 'first'))));
  expect(disk.content('/out/journal/0000-000000.jsonl').toString().split('\n')).toHaveLength(1 + 512 + 1);
});

test('closing a run makes durable what waits', async () => {
  const disk = new SimulatedDisk();
  const run = await opened(disk, { clock: { now: () => 0, after: () => () => undefined } });
  const slice = await run.openSlice('0000-000000');
  const appended = slice.append(outcomeOf(0, 'first'));
  await run.close();
  await appended;
  disk.losePower(0);
  expect((await (await opened(disk)).openSlice('0000-000000')).finished).toEqual(new Set(['first-0']));
});

test('damage in the middle of a journal costs one piece, and the ones behind it stay', async () => {
  const disk = new SimulatedDisk();
  const run = await opened(disk);
  const slice = await run.openSlice('0000-000000');
  for (let row = 0; row < 5; row++) await slice.append(outcomeOf(row, 'second'));
  await run.close();
  const path = '/out/journal/0000-000000.jsonl';
  const bytes = Buffer.from(disk.content(path));
  const at = bytes.indexOf('row 1');
  bytes.write('r0w', at);
  disk.put(path, bytes);
  const again = await (await opened(disk)).openSlice('0000-000000');
  expect([...again.finished].toSorted()).toEqual(['second-0', 'second-2', 'second-3', 'second-4']);
});

test('a part has the records as they were appended, whoever wrote them down and whatever they say', async () => {
  const said = [
    'plain',
    'Grüße aus Köln',
    '東京 🏯',
    'a "quoted" \\ line\nbreak',
    ',"spent":[]}',
    '\ud800 half a pair',
  ];
  const records = said.map((text, row) => recordOf(row, 'first', { text, variables: { spent: [{ model: text }] } }));
  const spent = said.map((model) => ({ model, input_tokens: 1, output_tokens: 2 }));
  const outcomes = records.map((record, at): Outcome => {
    const kind = 'record' as const;
    return at % 2 === 0 ? { kind, record, spent: spent.slice(0, at) } : { kind, record };
  });
  const disk = new SimulatedDisk();
  const killed = await opened(disk);
  const half = await killed.openSlice('0000-000000');
  await Promise.all(outcomes.slice(0, 3).map((outcome) => half.append(outcome)));
  await killed.close();
  const run = await opened(disk);
  const slice = await run.openSlice('0000-000000');
  await Promise.all(outcomes.slice(3).map((outcome) => slice.append(outcome)));
  await slice.commit(end);
  await run.close();
  const lines = disk.content('/out/data/part-0000-000000.jsonl').toString();
  expect(lines).toBe(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
});

test('a journal that somebody has changed while it was written to is not made a part of', async () => {
  const disk = new SimulatedDisk();
  const run = await opened(disk);
  const slice = await run.openSlice('0000-000000');
  await slice.append({ kind: 'record', record: recordOf(1, 'first') });
  const path = '/out/journal/0000-000000.jsonl';
  disk.put(path, Buffer.from(disk.content(path).toString().replace('row 1', 'r0w 1')));
  const error = await errorOf(slice.commit(end));
  expect(error.message).toMatch(/was changed while it was in use \(a line is not as it was written\)/);
  expect(Object.keys(outputOf(disk)).filter((path) => !path.endsWith('.tmp'))).toEqual([]);
});

test('requests that failed for good are done again when that is asked, and nothing else is', async () => {
  const disk = new SimulatedDisk();
  const failed = rejectOf(1, 'first', { reason: 'request-failed', gate: null });
  const run = await opened(disk);
  const slice = await run.openSlice('0000-000000');
  await slice.append(outcomeOf(0, 'first'));
  await slice.append({ kind: 'reject', reject: failed });
  await slice.commit(end);
  const fine = await run.openSlice('0000-000001');
  await fine.append(outcomeOf(2, 'first'));
  await fine.commit(end);
  await run.close();

  // Killed before the piece was done again: nothing is lost, and it can be asked for once more.
  const retry = { machine: machineOf(disk), retryFailed: true };
  await (await openRun(folder, planOf(), 'local', retry)).close();
  const again = await openRun(folder, planOf(), 'local', retry);
  expect(again.committed('0000-000000')).toBeUndefined();
  expect(again.committed('0000-000001')).toBeDefined();
  const reopened = await again.openSlice('0000-000000');
  expect(reopened.finished).toEqual(new Set(['first-0']));
  await reopened.append({ kind: 'record', record: recordOf(1, 'first') });
  await reopened.commit(end);
  await again.close();

  const last = await opened(disk);
  expect(last.earlier).toMatchObject({ records: 3, rejects: 0, failed: 0 });
  expect(Object.keys(outputOf(disk))).toEqual(['/out/data/part-0000-000000.jsonl', '/out/data/part-0000-000001.jsonl']);
});

test('a part that somebody has removed is made again', async () => {
  const disk = new SimulatedDisk();
  await attempt(disk);
  const output = outputOf(disk);
  disk.delete('/out/data/part-0000-000001.jsonl');
  const done: string[] = [];
  await attempt(disk, { done });
  expect(done.toSorted()).toEqual(['first-2', 'second-3']);
  expect(outputOf(disk)).toEqual(output);
});
