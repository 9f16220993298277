import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { type Source, thisMachine } from '#store';
import { identityOf } from '../../../runner/store/machine.ts';
import { localBytes } from '../../../runner/store/inputs/bytes.ts';
import { lines, outputAs } from './helpers/forms.ts';
import { errorOf, opened } from './helpers/opened.ts';
import { attempt, outcomeOf, outputOf, planOf } from './helpers/small-run.ts';
import { SimulatedDisk } from './helpers/simulated-disk.ts';

const end = { documents: 1, skipped: 2, bad_rows: 3, next: { row: 6, offset: 60 }, last: true };

test('a changed strategy is refused with what has changed', async () => {
  const disk = new SimulatedDisk();
  await attempt(disk);
  const { rephrasings } = planOf().strategy;
  const changed = planOf({
    seed: 2,
    rephrasings: rephrasings.map((one) =>
      one.name === 'first'
        ? { ...one, line: 99, steps: one.steps.map((step) => ({ ...step, prompt: 'Other: {{ text }}' })) }
        : one,
    ),
  });
  const before = outputOf(disk);
  const error = await errorOf(attempt(disk, { plan: changed }));
  expect(error.code).toBe('changed-strategy');
  expect(error.differences).toEqual([
    { path: 'strategy.seed', old: '1', new: '2' },
    { path: 'strategy.rephrasings.first.steps.0.prompt', old: '"{{ text }}"', new: '"Other: {{ text }}"' },
  ]);
  expect(error.message).toBe(
    'The run folder /out was begun with something else; run into another folder, as --fork does, or take the changes back:\n' +
      '  strategy.seed: 1 → 2\n  strategy.rephrasings.first.steps.0.prompt: "{{ text }}" → "Other: {{ text }}"',
  );
  expect(outputOf(disk)).toEqual(before);
});

test('what has no influence on the records is no change, and the order of the rephrasings is one', async () => {
  const disk = new SimulatedDisk();
  await attempt(disk);
  const { rephrasings } = planOf().strategy;
  await attempt(disk, {
    plan: planOf({ about: 'New words.', rephrasings: rephrasings.map((one) => ({ ...one, line: 99 })) }),
  });
  const error = await errorOf(attempt(disk, { plan: planOf({ rephrasings: rephrasings.toReversed() }) }));
  expect(error.differences).toEqual([
    { path: 'order of strategy.rephrasings', old: '["second","first"]', new: '["first","second"]' },
  ]);
});

test('other inputs are a change', async () => {
  const source = (sizeBytes: number): Source => ({
    name: 'in.jsonl',
    kind: 'jsonl',
    files: [
      { path: '/in.jsonl', name: 'in.jsonl', kind: 'jsonl', sizeBytes, modifiedMs: 0, bytes: localBytes('/in.jsonl') },
    ],
    sizeBytes,
    options: { baseFolder: '/', textField: 'text', idField: null },
  });
  const disk = new SimulatedDisk();
  await attempt(disk, { plan: { ...planOf(), sources: [source(5)] } });
  const error = await errorOf(attempt(disk, { plan: { ...planOf(), sources: [source(6)] } }));
  expect(error.differences).toContainEqual({ path: 'inputs.in.jsonl.size_bytes', old: '5', new: '6' });
});

test('without run.json the ledgers and journals say whether the work is of this run', async () => {
  const disk = new SimulatedDisk();
  await attempt(disk);
  for (const size of [0, 40]) {
    disk.cut('/out/run.json', size);
    const error = await errorOf(attempt(disk, { plan: planOf({ seed: 2 }) }));
    expect(error.code).toBe('damaged');
    expect(error.message).toMatch(/^\/out\/run\.json cannot be read, and the folder holds work of another strategy/);
  }
  await attempt(disk);
  expect(JSON.parse(disk.content('/out/run.json').toString())).toMatchObject({ format: 1, strategy_hash: 'hash' });
});

test('a folder of something else is refused and left as it is', async () => {
  const disk = new SimulatedDisk();
  disk.put('/out/README.md', Buffer.from('mine'));
  const error = await errorOf(attempt(disk));
  expect([error.code, error.usage]).toEqual(['not-a-run', true]);
  expect(error.message).toBe('The output folder /out is not empty and holds no run; choose an empty or a new one.');
  expect(disk.paths()).toEqual(['/out/README.md']);
});

test('a run of a newer Wordmill is refused', async () => {
  const disk = new SimulatedDisk();
  disk.put('/out/run.json', Buffer.from('{"format":2,"run":"x"}'));
  expect((await errorOf(attempt(disk))).message).toBe('run.json has the format 2, which a newer Wordmill wrote.');
});

test('a folder that a living process holds is refused, and that of a dead one is taken over', async () => {
  const disk = new SimulatedDisk();
  await opened(disk, { self: { pid: 77, began: '5' } });
  const error = await errorOf(opened(disk, { isAlive: ({ pid, began }) => pid === 77 && began === '5' }));
  expect([error.code, error.usage]).toEqual(['locked', false]);
  expect(error.message).toBe(
    'The run folder /out is in use by process 77 on here since 1970-01-01T00:00:00.000Z; wait for it or end it first.',
  );
  await (await opened(disk, { isAlive: () => false })).close();
  expect(disk.paths().filter((path) => path.includes('lock'))).toEqual([]);
});

test('a lock of another host holds as long as its worker gives signs of life', async () => {
  const disk = new SimulatedDisk();
  await opened(disk, { host: 'there' });
  expect((await errorOf(opened(disk, { now: () => 59_000 }))).code).toBe('locked');
  await (await opened(disk, { now: () => 61_000 })).close();
});

test('a lock that was never written to its end holds nobody off', async () => {
  const disk = new SimulatedDisk();
  disk.put('/out/ledger/local.jsonl', Buffer.alloc(0));
  disk.put('/out/status/local.lock', Buffer.from('{"pid":1'));
  await attempt(disk);
  expect(Object.keys(outputOf(disk)).length).toBeGreaterThan(0);
});

test('workers of different names share a folder', async () => {
  const disk = new SimulatedDisk();
  const alive = { isAlive: () => true };
  const [left, right] = [await opened(disk, alive, 'w0'), await opened(disk, alive, 'w1')];
  for (const [run, slice, row] of [
    [left, '0000-000000', 0],
    [right, '0000-000001', 1],
  ] as const) {
    const open = await run.openSlice(slice);
    await open.append(outcomeOf(row, 'second'));
    await open.commit(end);
    await run.close();
  }
  expect((await opened(disk, {}, 'w2')).earlier).toMatchObject({ documents: 2, records: 2 });
});

test('a process whose lock was taken over commits nothing any more', async () => {
  const disk = new SimulatedDisk();
  const old = await opened(disk, { self: { pid: 77, began: '5' } });
  const slice = await old.openSlice('0000-000000');
  await slice.append(outcomeOf(0, 'second'));
  await opened(disk, { isAlive: () => false, now: () => 5 });
  expect((await errorOf(slice.commit(end))).code).toBe('locked');
  expect(outputOf(disk)).toEqual({});
  // And when it goes it leaves the other's lock alone.
  await old.close();
  expect(disk.paths()).toContain('/out/status/local.lock');
});

test('permission that is denied is told as that', async () => {
  const disk = new SimulatedDisk();
  disk.before = (_number, name) => {
    if (name === 'overwrite') throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
  };
  const error = await errorOf(attempt(disk));
  expect(error.code).toBe('not-writable');
  expect(error.message).toMatch(
    /^Permission was denied while creating \/out\/.*; choose another output folder, or allow writing there\.$/,
  );
});

test('this machine knows that this process lives, and that its number alone does not say so', () => {
  const machine = thisMachine();
  expect(machine.isAlive(machine.self)).toBe(true);
  expect(machine.isAlive({ pid: 2 ** 30, began: null })).toBe(false);
  if (machine.self.began !== null) expect(machine.isAlive({ pid: machine.self.pid, began: '1' })).toBe(false);
});

test('a process that was killed lives no more, though nobody has asked for its end', async () => {
  // The shell becomes a program that never asks for the end of the child that it has started before.
  const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const child = identityOf(await firstNumber(parent));
    const machine = thisMachine();
    expect(machine.isAlive(child)).toBe(true);
    process.kill(child.pid, 'SIGKILL');
    await expect.poll(() => machine.isAlive(child)).toBe(false);
  } finally {
    parent.kill('SIGKILL');
  }
});

async function firstNumber({ stdout }: ChildProcess): Promise<number> {
  if (stdout === null) throw new Error('Its output is not read.');
  const [chunk] = await once(stdout, 'data');
  return Number.parseInt(String(chunk), 10);
}

test('lines that are packed in another way are another run, and Parquet that is packed in another way is not', async () => {
  const disk = new SimulatedDisk();
  await attempt(disk, { plan: planOf(outputAs(lines)), slices: 1 });
  const gzipped = outputAs({ as: 'jsonl', compression: 'gzip' });
  const error = await errorOf(attempt(disk, { plan: planOf(gzipped) }));
  expect(error.differences).toEqual([{ path: 'output.compression', old: 'nothing', new: '"gzip"' }]);
  const table = new SimulatedDisk();
  await attempt(table, { plan: planOf(outputAs({ as: 'parquet', compression: 'snappy' })) });
  const done: string[] = [];
  await attempt(table, { plan: planOf(outputAs({ as: 'parquet', compression: 'zstd' })), done });
  expect(done).toEqual([]);
});
