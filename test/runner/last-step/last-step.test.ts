import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openRun, readRun } from '#store';
import { errorOf } from '../store/helpers/opened.ts';
import { SimulatedDisk } from '../store/helpers/simulated-disk.ts';
import { attempt, folder, machineOf, recordOf, rejectOf } from '../store/helpers/small-run.ts';
import { finish, lastStep, productOf, rowsOf, type SmallMixture, smallMixture } from './small-mixture.ts';

const end = { documents: 2, skipped: 0, bad_rows: 0 };

function rejectsOf(disk: SimulatedDisk, slice: string): readonly Record<string, unknown>[] {
  const bytes = disk.content(`${folder}/rejects/part-${slice}.jsonl.gz`);
  return gunzipSync(bytes)
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('duplicates and contaminated rows are moved to the rejects, and natural documents stand beside', async () => {
  const disk = new SimulatedDisk();
  const small = await smallMixture();
  const made = await finish(disk, small);
  const ids = (file: string) => rowsOf(disk, file).map(({ id }) => id);
  expect(ids('data/part-0000-000000.jsonl')).toEqual(['second-0', 'second-1']);
  expect(ids('data/part-0000-000001.jsonl')).toEqual(['second-3']);
  expect(rejectsOf(disk, '0000-000000')).toMatchObject([
    { id: 'first-0', reason: 'duplicate', repeats: 'second-0', message: 'The text is that of the row second-0.' },
    { id: 'first-1', reason: 'duplicate', repeats: 'second-1' },
  ]);
  expect(rejectsOf(disk, '0000-000001')).toMatchObject([
    { id: 'second-2', reason: 'gate' },
    { id: 'first-2', reason: 'contaminated', benchmark: 'bench.jsonl:0', text: recordOf(2, 'first').text },
    { id: 'first-3', reason: 'gate' },
  ]);
  const natural = rowsOf(disk, 'natural/part-000000.jsonl');
  expect(natural[0]).toMatchObject({
    rephrasing: null,
    style: 'natural',
    epoch: 1,
    model: '',
    measures: {},
    chunk: null,
  });
  expect(Object.keys(natural[0] ?? {})).toEqual([...Object.keys(recordOf(0, 'first')), 'epoch']);
  expect(made).toMatchObject({ natural_records: 4, epochs: 1, notes: [] });
  expect(made?.natural_share).toBeGreaterThanOrEqual(0.5);
  expect(disk.paths().filter((path) => path.includes('/last-step/'))).toEqual([]);
});

test('the ledger, the status, the card and the report have the new numbers', async () => {
  const disk = new SimulatedDisk();
  await finish(disk, await smallMixture());
  const status = await readRun(folder, machineOf(disk));
  expect(status).toMatchObject({
    documents: 4,
    records: 3,
    rejects: 5,
    duplicates: 2,
    contaminated: 1,
    natural_records: 4,
    by_reason: { 'ratio <= 1.5': 2, duplicate: 2, contaminated: 1 },
    by_rephrasing: { first: { records: 0, rejects: 4 }, second: { records: 3, rejects: 1 } },
  });
  expect(status.natural_tokens).toBeGreaterThan(0);
  const card = disk.content('/out/README.md').toString();
  expect(card).toContain('    path:\n    - data/*.jsonl\n    - natural/*.jsonl\n');
  expect(card).toContain('duplicates 2, texts that have a benchmark item in them 1.');
  expect(card).toContain('4 rows of `natural/` are documents as they were');
  expect(card).toContain('- decontaminated against `bench.jsonl`');
  const page = disk.content('/out/report.html').toString();
  expect(page).toContain('<dt>duplicates</dt><dd>2</dd>');
  expect(page).toContain('<th scope="row">natural</th>');
});

test('a run that is finished stays as it is', async () => {
  const disk = new SimulatedDisk();
  const small = await smallMixture();
  const made = await finish(disk, small);
  const product = productOf(disk);
  const changed: string[] = [];
  disk.before = (_number, name, path) => {
    if (name !== 'read' && name !== 'status' && name !== 'list') changed.push(`${name} ${path}`);
  };
  expect(await lastStep(disk, small)).toEqual(expect.objectContaining(made));
  expect(changed.filter((operation) => /\/(data|rejects|natural|last-step|ledger)\/|finished/.test(operation))).toEqual(
    [],
  );
  expect(productOf(disk)).toEqual(product);
});

test('a strategy that asks for nothing has no last step', async () => {
  const disk = new SimulatedDisk();
  const mix = { perDocument: 'all', natural: null, from: null, tokens: null, styles: {} } as const;
  const small = await smallMixture({ mix, dedup: null, decontaminate: null });
  expect(await finish(disk, small)).toBeNull();
  expect(disk.paths()).not.toContain('/out/finished.json');
});

test('as long as a slice is missing it is refused', async () => {
  const disk = new SimulatedDisk();
  const small = await smallMixture();
  await attempt(disk, { plan: small.plan });
  disk.put(
    '/out/ledger/local.jsonl',
    Buffer.from(`${disk.content('/out/ledger/local.jsonl').toString().split('\n')[0]}\n`),
  );
  expect((await errorOf(lastStep(disk, small))).message).toBe(
    "The slice 0000-000001 of in.jsonl is not finished, so the run's last step cannot be done; run the same command again.",
  );
});

test('a process that finds another one at it leaves it alone', async () => {
  const disk = new SimulatedDisk();
  const small = await smallMixture();
  await attempt(disk, { plan: small.plan });
  const machine = machineOf(disk, { isAlive: () => true });
  const one = lastStep(disk, small, { worker: 'w1', machine });
  const error = await errorOf(lastStep(disk, small, { worker: 'w2', machine }));
  expect([error.code, error.message]).toEqual([
    'locked',
    expect.stringMatching(/^The run folder \/out is in use by process 1 on here/),
  ]);
  expect(await one).toMatchObject({ natural_records: 4 });
  expect(disk.paths().filter((path) => path.endsWith('.lock'))).toEqual([]);
});

test('it is the same whoever did the slices', async () => {
  const small = await smallMixture();
  const [one, two] = [new SimulatedDisk(), new SimulatedDisk()];
  await finish(one, small);
  await attempt(two, { plan: small.plan, slices: 1, worker: 'w1' });
  await attempt(two, { plan: small.plan, worker: 'w2' });
  await lastStep(two, small, { worker: 'w3' });
  expect(productOf(two)).toEqual(productOf(one));
});

test('a part that is not what was written stops it before anything is changed', async () => {
  const disk = new SimulatedDisk();
  const small = await smallMixture();
  await attempt(disk, { plan: small.plan });
  const path = '/out/data/part-0000-000001.jsonl';
  disk.put(path, Buffer.from(disk.content(path).toString().replace('Ä', 'Ö')));
  const before = productOf(disk);
  const error = await errorOf(lastStep(disk, small));
  expect([error.code, error.message]).toEqual([
    'damaged',
    'data/part-0000-000001.jsonl in /out is not what was written there; remove it and run the same command again, which makes it anew.',
  ]);
  expect(productOf(disk)).toEqual(before);
});

test('what is opened again to ask for failed requests has its last step done again, from what it was', async () => {
  const small = await smallMixture();
  // Without its first piece, the third is what later rows repeat.
  const failed = { kind: 'reject', reject: rejectOf(0, 'second', { reason: 'request-failed', gate: null }) } as const;
  const disk = new SimulatedDisk();
  await firstSlice(disk, small, [failed, record(0, 'first'), record(1, 'second')], false);
  await attempt(disk, { plan: small.plan });
  await lastStep(disk, small);
  const ids = () => rowsOf(disk, 'data/part-0000-000000.jsonl').map(({ id }) => id);
  expect(ids()).toEqual(['first-0', 'second-1']);

  await firstSlice(disk, small, [record(0, 'second')], true);
  expect(ids()).toEqual(['second-0', 'first-0', 'second-1']);
  await lastStep(disk, small);
  expect(ids()).toEqual(['second-0', 'second-1']);

  const undisturbed = new SimulatedDisk();
  await firstSlice(undisturbed, small, [record(0, 'second'), record(0, 'first'), record(1, 'second')], false);
  await attempt(undisturbed, { plan: small.plan });
  await lastStep(undisturbed, small);
  expect(productOf(disk)).toEqual(productOf(undisturbed));
});

function record(row: number, rephrasing: string) {
  return { kind: 'record', record: recordOf(row, rephrasing) } as const;
}

/** Makes the first slice of these outcomes, or opens it again and adds them. */
async function firstSlice(
  disk: SimulatedDisk,
  { plan }: SmallMixture,
  outcomes: readonly (
    | ReturnType<typeof record>
    | { readonly kind: 'reject'; readonly reject: ReturnType<typeof rejectOf> }
  )[],
  retryFailed: boolean,
): Promise<void> {
  const run = await openRun(folder, plan, 'local', { machine: machineOf(disk), retryFailed });
  const slice = await run.openSlice('0000-000000');
  for (const outcome of outcomes) await slice.append(outcome);
  await slice.commit({ ...end, next: { row: 2, offset: 0 }, last: false });
  await run.close();
}
