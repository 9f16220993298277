import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StoreError } from '#store';
import { type Form, forms, lines, outputAs } from './helpers/forms.ts';
import { attempt, folder, machineOf, outputOf, planOf } from './helpers/small-run.ts';
import { killAt, Killed, SimulatedDisk } from './helpers/simulated-disk.ts';

const planAs = (form: Form) => planOf(outputAs(form));

async function undisturbed(form: Form = lines) {
  const disk = new SimulatedDisk();
  await attempt(disk, { plan: planAs(form) });
  return { output: outputOf(disk), operations: disk.operations, disk };
}

/** Tries to end a run whose process dies at the operation; says whether it did die. */
async function dies(disk: SimulatedDisk, operation: number, plan = planAs(lines)): Promise<boolean> {
  killAt(disk, operation);
  try {
    await attempt(disk, { plan });
    return false;
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    return true;
  }
}

/** Others read these files too, and need not know that a line can be torn. */
function expectWholeLines(disk: SimulatedDisk, path: string): void {
  const lines = disk.content(path).toString().split('\n');
  expect(lines.pop()).toBe('');
  for (const line of lines) expect(() => JSON.parse(line), `${path}: ${line}`).not.toThrow();
}

test('an undisturbed run has parts, a ledger, a card, a report, and nothing left over', async () => {
  const { disk } = await undisturbed();
  expect(disk.paths().map((path) => path.slice(folder.length + 1))).toEqual([
    'README.md',
    'data/part-0000-000000.jsonl',
    'data/part-0000-000001.jsonl',
    'events.jsonl',
    'findings.json',
    'ledger/local.jsonl',
    'rejects/part-0000-000001.jsonl.gz',
    'report.html',
    'run.json',
    'status/local.json',
  ]);
});

test('records stand in the order of rows and of the strategy, whatever order they were done in', async () => {
  const { disk } = await undisturbed();
  const ids = (path: string) =>
    disk
      .content(path)
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).id);
  expect(ids('/out/data/part-0000-000000.jsonl')).toEqual(['second-0', 'first-0', 'second-1', 'first-1']);
  expect(ids('/out/data/part-0000-000001.jsonl')).toEqual(['first-2', 'second-3']);
});

test.each(forms)('a kill before any operation loses no row and repeats none ($as, $compression)', async (form) => {
  const plan = planAs(form);
  const { output, operations } = await undisturbed(form);
  // The order of the operations is the same for all of them; the packed ones are looked at here and there.
  for (let operation = 0; operation < operations; operation += form.compression === 'none' ? 1 : 3) {
    const disk = new SimulatedDisk();
    expect(await dies(disk, operation, plan), `operation ${operation}`).toBe(true);
    disk.restart();
    await attempt(disk, { plan });
    expect(outputOf(disk), `killed at operation ${operation}`).toEqual(output);
    expect(disk.paths().filter((path) => path.includes('/journal/') || path.endsWith('.tmp'))).toEqual([]);
    for (const path of ['/out/ledger/local.jsonl', '/out/events.jsonl']) expectWholeLines(disk, path);
  }
});

test.each([0, 0.5, 1])(
  'a loss of power before any operation does neither (%d of what was not synced survives)',
  async (share) => {
    const { output, operations } = await undisturbed();
    for (let operation = 0; operation < operations; operation++) {
      const disk = new SimulatedDisk();
      expect(await dies(disk, operation), `operation ${operation}`).toBe(true);
      disk.losePower(share);
      await attempt(disk);
      expect(outputOf(disk), `power lost at operation ${operation}`).toEqual(output);
    }
  },
);

test.each(['synced', 'current'] as const)(
  'what was said to be durable is never done again (names as %s)',
  async (names) => {
    const { operations } = await undisturbed();
    for (let operation = 0; operation < operations; operation++) {
      const disk = new SimulatedDisk();
      const before: string[] = [];
      const durable: string[] = [];
      killAt(disk, operation);
      await attempt(disk, { done: before, durable }).catch(() => undefined);
      disk.losePower(0, names);
      const after: string[] = [];
      await attempt(disk, { done: after });
      expect(new Set(before.concat(after)).size, `operation ${operation}`).toBe(8);
      expect(
        after.filter((piece) => durable.includes(piece)),
        `operation ${operation}`,
      ).toEqual([]);
    }
  },
);

test('kills upon kills upon losses of power do no harm either', async () => {
  const { output, operations } = await undisturbed();
  const accident = fc.record({
    operation: fc.nat(operations),
    share: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(accident, { maxLength: 6 }), async (accidents) => {
      const disk = new SimulatedDisk();
      for (const { operation, share } of accidents) {
        await dies(disk, operation);
        if (share === null) disk.restart();
        else disk.losePower(share);
      }
      await attempt(disk);
      expect(outputOf(disk)).toEqual(output);
    }),
    { numRuns: 150, seed: 1 },
  );
});

test('every state file can be cut at every length, in a finished run and in one that was killed on the way', async () => {
  const { output, operations } = await undisturbed();
  const tried = new Set<string>();
  for (const operation of [Math.floor(operations * 0.6), operations]) {
    const disk = new SimulatedDisk();
    await dies(disk, operation);
    disk.restart();
    for (const path of disk.paths()) {
      const whole = disk.content(path);
      // Of what is read whole or not at all, and of what was tried before, fewer lengths say as much.
      const step = /journal|ledger/.test(path) && !tried.has(path) ? 1 : 29;
      tried.add(path);
      for (let size = 0; size < whole.length; size += step) {
        const damaged = disk.copy();
        damaged.cut(path, size);
        await attempt(damaged);
        expect(outputOf(damaged), `${path} cut at ${size}`).toEqual(output);
      }
    }
  }
  for (const name of ['run.json', 'journal/', 'ledger/', 'status/', 'data/', 'rejects/', 'events.jsonl']) {
    expect(
      [...tried].some((path) => path.includes(name)),
      name,
    ).toBe(true);
  }
}, 60_000);

test.each(forms)('a part that is cut off is made again ($as, $compression)', async (form) => {
  const { output, disk } = await undisturbed(form);
  const path = `/out/data/part-0000-000000${form.ending}`;
  const whole = disk.content(path);
  for (const size of [0, 3, 40, 200, 400, whole.length - 1]) {
    const cut = disk.copy();
    cut.cut(path, size);
    await attempt(cut, { plan: planAs(form) });
    expect(outputOf(cut), `cut at ${size}`).toEqual(output);
  }
});

test.each(forms)(
  'a ledger that is lost costs no requests: the parts say what is done ($as, $compression)',
  async (form) => {
    const { output, disk } = await undisturbed(form);
    disk.delete('/out/ledger/local.jsonl');
    const done: string[] = [];
    await attempt(disk, { plan: planAs(form), done });
    expect(done).toEqual([]);
    expect(outputOf(disk)).toEqual(output);
  },
);

test('a disk that is full at any operation stops the run with one sentence, and with room it goes on', async () => {
  const { output, operations } = await undisturbed();
  let told = 0;
  for (let operation = 0; operation < operations; operation++) {
    const disk = new SimulatedDisk();
    disk.before = (number, name) => {
      if (number >= operation && ['create', 'overwrite', 'append', 'write', 'sync', 'rename'].includes(name)) {
        throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      }
    };
    try {
      await attempt(disk);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      expect(error.code).toBe('disk-full');
      expect(error.message).toMatch(
        /^There was no room left on the disk while \w+ \/out.*: make room and run the same command again\.$/,
      );
      told++;
    }
    disk.restart();
    await attempt(disk);
    expect(outputOf(disk), `full at operation ${operation}`).toEqual(output);
  }
  expect(told).toBeGreaterThan(operations / 2);
});

test('a write that fails once does not leave a torn line in the middle of a journal or a ledger', async () => {
  const { output, operations } = await undisturbed();
  for (let operation = 0; operation < operations; operation++) {
    const disk = new SimulatedDisk();
    disk.before = (number) => {
      if (number === operation) throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
    };
    await attempt(disk).catch((error: unknown) => expect(error).toBeInstanceOf(StoreError));
    disk.restart();
    await attempt(disk, { machine: machineOf(disk) });
    expect(outputOf(disk), `failed at operation ${operation}`).toEqual(output);
  }
});
