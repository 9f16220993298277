import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StoreError } from '#store';
import { killAt, Killed, SimulatedDisk } from '../store/helpers/simulated-disk.ts';
import { forms, lines, outputAs } from '../store/helpers/forms.ts';
import { attempt, type Attempt } from '../store/helpers/small-run.ts';
import { finish, lastStep, productOf, type SmallMixture, smallMixture } from './small-mixture.ts';

/** A disk with the run before its last step, what the run becomes, and how many operations the last step has. */
async function begun(small: SmallMixture) {
  const disk = new SimulatedDisk();
  await attempt(disk, { plan: small.plan });
  const done = disk.copy();
  done.restart();
  await lastStep(done, small);
  return { disk, product: productOf(done), operations: done.operations, done };
}

async function dies(disk: SimulatedDisk, small: SmallMixture, operation: number): Promise<boolean> {
  killAt(disk, operation);
  try {
    await lastStep(disk, small);
    return false;
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    return true;
  }
}

/** The same command again: whatever is left of the run, and its last step. @returns pieces that were asked for again */
async function again(disk: SimulatedDisk, small: SmallMixture, options: Attempt = {}): Promise<readonly string[]> {
  disk.restart();
  const done: string[] = [];
  await finish(disk, small, { ...options, done });
  return done;
}

test.each(forms)('a kill before any operation of the last step changes nothing ($as, $compression)', async (form) => {
  const small = await smallMixture(outputAs(form));
  const { disk, product, operations } = await begun(small);
  expect(operations).toBeGreaterThan(50);
  // The order of the operations is the same for all of them; the packed ones are looked at here and there.
  for (let operation = 0; operation < operations; operation += form.compression === 'none' ? 1 : 7) {
    const killed = disk.copy();
    expect(await dies(killed, small, operation), `operation ${operation}`).toBe(true);
    expect(await again(killed, small), `killed at operation ${operation}`).toEqual([]);
    expect(productOf(killed), `killed at operation ${operation}`).toEqual(product);
    expect(killed.paths().filter((path) => /\/last-step\/|\.tmp$|\/journal\//.test(path))).toEqual([]);
  }
});

test('neither does one where rejects are not kept, and no model is asked again', async () => {
  const small = await smallMixture(outputAs(lines, { rejects: false }));
  const { disk, product, operations } = await begun(small);
  for (let operation = 0; operation < operations; operation++) {
    const killed = disk.copy();
    await dies(killed, small, operation);
    expect(await again(killed, small), `killed at operation ${operation}`).toEqual([]);
    expect(productOf(killed), `killed at operation ${operation}`).toEqual(product);
  }
});

test.each([
  [0, 'synced'],
  [0.5, 'synced'],
  [1, 'current'],
] as const)('neither does a loss of power (%d of what was not synced survives, names as %s)', async (share, names) => {
  const small = await smallMixture(outputAs(lines));
  const { disk, product, operations } = await begun(small);
  for (let operation = 0; operation < operations; operation++) {
    const killed = disk.copy();
    await dies(killed, small, operation);
    killed.losePower(share, names);
    expect(await again(killed, small), `power lost at operation ${operation}`).toEqual([]);
    expect(productOf(killed), `power lost at operation ${operation}`).toEqual(product);
  }
});

test('nor do kills upon kills upon losses of power', async () => {
  const small = await smallMixture(outputAs(lines));
  const { disk, product, operations } = await begun(small);
  const accident = fc.record({
    operation: fc.nat(operations),
    share: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(accident, { maxLength: 5 }), async (accidents) => {
      const killed = disk.copy();
      for (const { operation, share } of accidents) {
        await dies(killed, small, operation);
        if (share === null) killed.restart();
        else killed.losePower(share);
      }
      expect(await again(killed, small)).toEqual([]);
      expect(productOf(killed)).toEqual(product);
    }),
    { numRuns: 100, seed: 1 },
  );
});

test('two processes that go on after a kill do each other no harm', async () => {
  const small = await smallMixture(outputAs(lines));
  const { disk, product, operations } = await begun(small);
  for (let operation = 0; operation < operations; operation += 3) {
    const killed = disk.copy();
    await dies(killed, small, operation);
    killed.restart();
    await Promise.allSettled([lastStep(killed, small, { worker: 'w0' }), lastStep(killed, small, { worker: 'w1' })]);
    expect(await again(killed, small), `killed at operation ${operation}`).toEqual([]);
    expect(productOf(killed), `killed at operation ${operation}`).toEqual(product);
  }
});

test('a full disk stops it with one sentence, and with room it goes on', async () => {
  const small = await smallMixture(outputAs(lines));
  const { disk, product, operations } = await begun(small);
  let told = 0;
  for (let operation = 0; operation < operations; operation++) {
    const full = disk.copy();
    full.before = (number, name) => {
      if (number >= operation && ['create', 'overwrite', 'append', 'write', 'sync', 'rename'].includes(name)) {
        throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      }
    };
    const error = await lastStep(full, small).catch((caught: unknown) => caught);
    if (error instanceof StoreError && error.code === 'disk-full') told++;
    expect(await again(full, small), `full at operation ${operation}`).toEqual([]);
    expect(productOf(full), `full at operation ${operation}`).toEqual(product);
  }
  expect(told).toBeGreaterThan(operations / 2);
});

test('every file that it leaves can be cut, and is made again', async () => {
  const small = await smallMixture(outputAs(lines));
  const { product, done } = await begun(small);
  for (const path of done.paths()) {
    const whole = done.content(path);
    const step = path.includes('ledger') ? 13 : 97;
    for (let size = 0; size < whole.length; size += step) {
      const damaged = done.copy();
      damaged.cut(path, size);
      await again(damaged, small);
      expect(productOf(damaged), `${path} cut at ${size}`).toEqual(product);
    }
  }
}, 60_000);

test('what it has made ready can be cut at every length too', async () => {
  const small = await smallMixture(outputAs(lines));
  const { disk, product, operations } = await begun(small);
  let cuts = 0;
  for (let operation = 0; operation < operations; operation++) {
    const killed = disk.copy();
    await dies(killed, small, operation);
    killed.restart();
    const path = '/out/last-step/staged.json';
    if (operation % 2 === 1 || !killed.paths().includes(path)) continue;
    for (let size = 0; size < killed.content(path).length; size += 301) {
      const damaged = killed.copy();
      damaged.cut(path, size);
      await again(damaged, small);
      expect(productOf(damaged), `staged.json cut at ${size} after a kill at ${operation}`).toEqual(product);
      cuts++;
    }
  }
  expect(cuts).toBeGreaterThan(10);
});

test('a ledger that is lost costs no requests, and the last step is done again', async () => {
  for (const form of forms) {
    const small = await smallMixture(outputAs(form));
    const { product, done } = await begun(small);
    done.delete('/out/ledger/local.jsonl');
    expect(await again(done, small)).toEqual([]);
    expect(productOf(done)).toEqual(product);
  }
});
