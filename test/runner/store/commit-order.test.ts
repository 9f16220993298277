import { expect, test } from 'vitest';
import { openRun } from '#store';
import { errorOf, opened } from './helpers/opened.ts';
import { attempt, folder, machineOf, outcomeOf, outputOf, planOf } from './helpers/small-run.ts';
import { SimulatedDisk } from './helpers/simulated-disk.ts';

const end = { documents: 1, skipped: 0, bad_rows: 0, next: { row: 2, offset: 0 }, last: true };

/** Notes every operation that changes the disk. */
function watch(disk: SimulatedDisk): string[] {
  const operations: string[] = [];
  const changing = new Set([
    'create',
    'overwrite',
    'append',
    'write',
    'sync',
    'rename',
    'remove',
    'truncate',
    'syncFolder',
  ]);
  disk.before = (_number, name, path) => {
    if (changing.has(name)) operations.push(`${name} ${path.slice(folder.length + 1)}`.trim());
  };
  return operations;
}

test('the order of commitment: journal durable, parts visible, ledger, journal deleted', async () => {
  const disk = new SimulatedDisk();
  const run = await opened(disk);
  const operations = watch(disk);
  const slice = await run.openSlice('0000-000000');
  await Promise.all([slice.append(outcomeOf(2, 'first')), slice.append(outcomeOf(2, 'second'))]);
  await slice.commit(end);
  expect(operations).toEqual([
    'append journal/0000-000000.jsonl',
    'write journal/0000-000000.jsonl',
    'sync journal/0000-000000.jsonl',
    'syncFolder journal',
    'overwrite rejects/.part-0000-000000.jsonl.gz.local.tmp',
    'write rejects/.part-0000-000000.jsonl.gz.local.tmp',
    'sync rejects/.part-0000-000000.jsonl.gz.local.tmp',
    'rename rejects/part-0000-000000.jsonl.gz',
    'syncFolder rejects',
    'overwrite data/.part-0000-000000.jsonl.local.tmp',
    'write data/.part-0000-000000.jsonl.local.tmp',
    'sync data/.part-0000-000000.jsonl.local.tmp',
    'rename data/part-0000-000000.jsonl',
    'syncFolder data',
    'append ledger/local.jsonl',
    'write ledger/local.jsonl',
    'sync ledger/local.jsonl',
    'syncFolder ledger',
    'remove journal/0000-000000.jsonl',
  ]);
});

test('a new folder is durable before anything is done in it', async () => {
  const disk = new SimulatedDisk();
  const operations = watch(disk);
  await openRun(folder, planOf(), 'local', { machine: machineOf(disk) });
  expect(operations).toEqual([
    'overwrite .run.json.local.tmp',
    'write .run.json.local.tmp',
    'sync .run.json.local.tmp',
    'rename run.json',
    'syncFolder',
    'syncFolder',
    'create status/local.lock',
    'write status/local.lock',
  ]);
});

test('after a write that failed, neither journal nor ledger takes another line in the same process', async () => {
  for (const broken of ['journal', 'ledger']) {
    const disk = new SimulatedDisk();
    const run = await opened(disk);
    const [one, two] = [await run.openSlice('0000-000000'), await run.openSlice('0000-000001')];
    disk.before = (_number, name, path) => {
      if (name === 'write' && path.includes(`/${broken}/`)) throw Object.assign(new Error('EIO'), { code: 'EIO' });
    };
    const first = one.append(outcomeOf(0, 'first')).then(() => one.commit(end));
    expect((await errorOf(first)).code).toBe('io');
    disk.restart();
    const second =
      broken === 'journal'
        ? one.append(outcomeOf(1, 'first'))
        : two.append(outcomeOf(2, 'first')).then(() => two.commit(end));
    expect((await errorOf(second)).code).toBe('io');
    await run.close().catch(() => undefined);
    await attempt(disk);
    const undisturbed = new SimulatedDisk();
    await attempt(undisturbed);
    expect(outputOf(disk)).toEqual(outputOf(undisturbed));
  }
});

test('half-written files of this worker are removed, and those of others are left to them', async () => {
  const disk = new SimulatedDisk();
  await attempt(disk);
  const [mine, others] = ['/out/data/.part-9.jsonl.local.tmp', '/out/data/.part-9.jsonl.other.tmp'];
  for (const path of [mine, others]) disk.put(path, Buffer.from('half'));
  await attempt(disk);
  expect(disk.paths()).not.toContain(mine);
  expect(disk.paths()).toContain(others);
});

test('a line of the ledger that is not what was written is not believed', async () => {
  const disk = new SimulatedDisk();
  await attempt(disk);
  const output = outputOf(disk);
  const path = '/out/ledger/local.jsonl';
  disk.put(path, Buffer.from(disk.content(path).toString().replace('"records":4', '"records":5')));
  const run = await opened(disk);
  expect(run.committed('0000-000000')).toBeUndefined();
  expect(run.committed('0000-000001')).toBeDefined();
  await run.close();
  const done: string[] = [];
  await attempt(disk, { done });
  expect(done).toEqual([]);
  expect(outputOf(disk)).toEqual(output);
});

test('a slice that is done again by another worker stays done', async () => {
  const disk = new SimulatedDisk();
  // The later worker has the earlier name, so that the order of the files says nothing.
  await attempt(disk, { worker: 'w1' });
  disk.delete('/out/data/part-0000-000000.jsonl');
  const changed = await opened(disk, {}, 'w0');
  const slice = await changed.openSlice('0000-000000');
  await slice.append(outcomeOf(0, 'first'));
  await slice.commit(end);
  await changed.close();
  expect((await opened(disk, {}, 'w2')).committed('0000-000000')).toMatchObject({ attempt: 1, records: 1 });
});
