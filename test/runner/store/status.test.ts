import { expect, test } from 'vitest';
import { type Machine, readRun } from '#store';
import { errorOf, opened } from './helpers/opened.ts';
import { attempt, folder, machineOf, report } from './helpers/small-run.ts';
import { SimulatedDisk } from './helpers/simulated-disk.ts';

test('events have a time and a worker; one that cannot be written stops nobody and is told at the end', async () => {
  const disk = new SimulatedDisk();
  const run = await opened(disk);
  await run.event('started', { documents: 3 });
  expect(disk.content('/out/events.jsonl').toString()).toBe(
    '{"time":"1970-01-01T00:00:00.000Z","worker":"local","event":"started","documents":3}\n',
  );
  disk.before = (_number, _name, path) => {
    if (path.endsWith('events.jsonl')) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
  };
  await run.event('progress');
  expect((await errorOf(run.finish())).code).toBe('disk-full');
});

test('the status sums requests and seconds over all attempts', async () => {
  const disk = new SimulatedDisk();
  for (const requests of [10, 10]) {
    const run = await opened(disk);
    await run.writeStatus({ ...report, requests, seconds: 2.5, records: 4 });
    await run.close();
  }
  expect(JSON.parse(disk.content('/out/status/local.json').toString())).toMatchObject({
    state: 'running',
    requests: 20,
    seconds: 5,
    records: 4,
    worker: 'local',
    pid: 1,
    host: 'here',
    output: '/out',
    strategy: 'small',
  });
});

test('a run is told to be running only where its process lives and has written lately', async () => {
  const disk = new SimulatedDisk();
  const run = await opened(disk);
  await run.writeStatus({ ...report, records: 4, left: 6, waiting: 'the server is away' });
  const stateFor = async (changes: Partial<Machine>) => (await readRun(folder, machineOf(disk, changes))).state;
  const alive = { isAlive: () => true };
  expect(await stateFor(alive)).toBe('running');
  expect(await stateFor({ isAlive: () => false })).toBe('interrupted');
  expect(await stateFor({ ...alive, now: () => 31_000 })).toBe('interrupted');
  // Nothing can be said of a process on another host but that it was there lately.
  expect(await stateFor({ isAlive: () => false, host: 'elsewhere' })).toBe('running');
  expect(await readRun(folder, machineOf(disk, alive))).toMatchObject({
    records: 4,
    left: 6,
    waiting: 'the server is away',
    strategy: 'small',
    output: '/out',
  });
  await run.writeStatus({ ...report, state: 'failed', message: 'The key was refused.' });
  expect(await readRun(folder, machineOf(disk))).toMatchObject({ state: 'failed', message: 'The key was refused.' });
});

test('without a status the ledger still says what there is', async () => {
  const disk = new SimulatedDisk();
  await attempt(disk);
  expect(await readRun(folder, machineOf(disk))).toMatchObject({ state: 'finished', slices: 2 });
  disk.cut('/out/status/local.json', 10);
  expect(await readRun(folder, machineOf(disk))).toMatchObject({
    state: 'interrupted',
    slices: 2,
    records: 6,
    rejects: 2,
    documents: 4,
    left: null,
  });
  await expect(readRun('/elsewhere', machineOf(disk))).rejects.toThrow(
    '/elsewhere is no run folder: it has no run.json.',
  );
});
