import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Machine, openRun, removeLeftovers, StoreError } from '#store';
import { heldDisk } from './helpers/held-disk.ts';
import { attempt, folder, machineOf, outputOf, planOf, recordOf } from './helpers/small-run.ts';
import { killAt, Killed, SimulatedDisk } from './helpers/simulated-disk.ts';

const share = { owns: () => true };
const worker = 'w0000';

/** One of several workers does the small run. */
function shared(disk: SimulatedDisk, machine: Machine = machineOf(disk)): Promise<void> {
  return attempt(disk, { machine, worker, share });
}

async function undisturbed() {
  const disk = new SimulatedDisk();
  await shared(disk);
  return { output: outputOf(disk), operations: disk.operations };
}

/** What the ledgers say of parts, as against what is there. */
function expectTrueLedger(disk: SimulatedDisk): void {
  const lines = disk
    .paths()
    .flatMap((path) => (path.startsWith('/out/ledger/') ? disk.content(path).toString().trim().split('\n') : []));
  const parts = new Map<string, Set<string>>();
  for (const line of lines) {
    // A kill can tear the last line of a ledger; its own worker cuts it off.
    if (!line.endsWith('}')) continue;
    const { slice, attempt: number, data, rejected } = JSON.parse(line);
    for (const part of [data, rejected]) {
      if (part === null) continue;
      const hash = createHash('sha256')
        .update(disk.content(`${folder}/${part.file}`))
        .digest('hex');
      expect(part.sha256, `${slice} ${part.file}`).toBe(hash);
      parts.set(part.file, (parts.get(part.file) ?? new Set()).add(`${number}`));
    }
  }
  for (const [file, attempts] of parts) expect([...attempts], file).toHaveLength(1);
}

test('a worker writes what a run alone writes', async () => {
  const disk = new SimulatedDisk();
  await attempt(disk);
  expect((await undisturbed()).output).toEqual(outputOf(disk));
});

test('a kill before any operation of a worker loses no row and doubles none', async () => {
  const { output, operations } = await undisturbed();
  for (let operation = 0; operation < operations; operation++) {
    const disk = new SimulatedDisk();
    killAt(disk, operation);
    await expect(shared(disk), `operation ${operation}`).rejects.toBeInstanceOf(Killed);
    disk.restart();
    await shared(disk);
    await removeLeftovers(folder, machineOf(disk));
    expect(outputOf(disk), `killed at operation ${operation}`).toEqual(output);
    expectTrueLedger(disk);
    expect(disk.paths().filter((path) => path.includes('/journal/') || path.endsWith('.tmp'))).toEqual([]);
  }
});

test.each([0, 0.5, 1])(
  'a loss of power before any operation does neither (%d of what was not synced survives)',
  async (kept) => {
    const { output, operations } = await undisturbed();
    for (let operation = 0; operation < operations; operation++) {
      const disk = new SimulatedDisk();
      killAt(disk, operation);
      await shared(disk).catch(() => undefined);
      disk.losePower(kept);
      await shared(disk);
      await removeLeftovers(folder, machineOf(disk));
      expect(outputOf(disk), `power lost at operation ${operation}`).toEqual(output);
      expectTrueLedger(disk);
    }
  },
);

test('a commitment that a kill has interrupted is ended by a run on one machine too', async () => {
  const { output, operations } = await undisturbed();
  for (let operation = 0; operation < operations; operation++) {
    const disk = new SimulatedDisk();
    await (await openRun(folder, planOf(), 'local', { machine: machineOf(disk) })).close();
    disk.restart();
    killAt(disk, operation);
    await shared(disk).catch(() => undefined);
    disk.restart();
    await attempt(disk);
    await removeLeftovers(folder, machineOf(disk));
    expect(outputOf(disk), `killed at operation ${operation}`).toEqual(output);
    expectTrueLedger(disk);
  }
});

/** The work of a process that writes its own name into what it makes: all slices, or until it is refused. */
async function work(machine: Machine, name: string): Promise<StoreError | null> {
  try {
    const run = await openRun(folder, planOf(), worker, { machine, share });
    for (const number of [0, 1]) {
      const id = `0000-00000${number}`;
      if (run.committed(id) !== undefined) continue;
      const slice = await run.openSlice(id);
      const ids = [2 * number, 2 * number + 1].map((row) => recordOf(row, 'first', { text: `by ${name}` }));
      await Promise.all(
        ids
          .filter((record) => !slice.finished.has(record.id))
          .map((record) => slice.append({ kind: 'record', record })),
      );
      await slice.commit({
        documents: 2,
        skipped: 0,
        bad_rows: 0,
        next: { row: 2 * number + 2, offset: 0 },
        last: number === 1,
      });
    }
    await run.close();
    return null;
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
}

test('of two processes that believe to be the same worker one commits each slice, wherever the first stands still', async () => {
  const probe = new SimulatedDisk();
  const counting = heldDisk(probe, -1);
  await work({ ...machineOf(probe), fileSystem: counting.fileSystem }, 'first');
  let refused = 0;
  for (let operation = 0; operation < counting.operations; operation++) {
    const disk = new SimulatedDisk();
    const held = heldDisk(disk, operation);
    // The first is on a machine that falls silent; for the second, elsewhere, a minute has passed.
    const first = work({ ...machineOf(disk), host: 'there', fileSystem: held.fileSystem }, 'first');
    await held.standing;
    const second = await work({ ...machineOf(disk), now: () => 61_000, self: { pid: 2, began: '2' } }, 'second');
    held.release();
    const late = await first;
    const where = `stood still at operation ${operation}`;
    for (const error of [second, late])
      if (error !== null) expect(error.code, where).toMatch(/^(?:locked|damaged|io)$/);
    if (late !== null) refused++;
    // Whoever comes next finds every row once, from one of the two, and a ledger that is true.
    await work({ ...machineOf(disk), now: () => 200_000, self: { pid: 3, began: '3' } }, 'third');
    const rows = [0, 1].flatMap((number) =>
      disk
        .content(`/out/data/part-0000-00000${number}.jsonl`)
        .toString()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    );
    expect(rows, where).toEqual(['first-0', 'first-1', 'first-2', 'first-3']);
    expectTrueLedger(disk);
  }
  expect(refused).toBeGreaterThan(10);
});

test('a worker that lives keeps its place, also where its clock is looked at from another machine', async () => {
  const disk = new SimulatedDisk();
  await openRun(folder, planOf(), worker, { machine: machineOf(disk), share });
  const second = await work({ ...machineOf(disk), host: 'elsewhere', now: () => 19_000 }, 'second');
  expect(second?.code).toBe('locked');
  expect(second?.message).toMatch(/is in use by process 1 on here/);
});
