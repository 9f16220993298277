import { expect, test } from 'vitest';
import type { Outcome, Spent, StepAnswer } from '#engine';
import { openRun, type Run } from '#store';
import { folder, machineOf, outputOf, planOf, recordOf, rejectOf } from './helpers/small-run.ts';
import { killAt, Killed, SimulatedDisk } from './helpers/simulated-disk.ts';

/** Pieces of two slices: each asks for a list, which has two items. */
const pieces = [0, 1, 2].map((row) => ({ row, slice: row < 2 ? 0 : 1 }));
const items = ['x', 'y'] as const;

const spent: readonly Spent[] = [{ model: 'm', input_tokens: 3, output_tokens: 4 }];

function stepOf(row: number): StepAnswer {
  return {
    id: `list-${row}`,
    rephrasing: 'first',
    step: 'list',
    chunk: null,
    item: [],
    attempt: 0,
    text: '["x", "y"]',
    input_tokens: 3,
    output_tokens: 4,
    finish_reason: 'stop',
  };
}

function itemOf(row: number, item: (typeof items)[number], failed: boolean): Outcome {
  const id = `first-${row}-${item}`;
  const isReject = row === 1 && item === 'y';
  return isReject
    ? { kind: 'reject', reject: rejectOf(row, 'first', { id, reason: failed ? 'request-failed' : 'gate' }), spent }
    : { kind: 'record', record: recordOf(row, 'first', { id }), spent };
}

interface Log {
  readonly asked: string[];
  readonly durable: string[];
}

/** Does what is left of the run as the engine does: a list whose rows are all there, and whose answer is gone, is done. */
async function attempt(disk: SimulatedDisk, log: Log, { retryFailed = false, failing = false } = {}): Promise<void> {
  const run = await openRun(folder, planOf(), 'local', { machine: machineOf(disk), retryFailed });
  try {
    for (const number of [0, 1]) {
      const slice = `0000-00000${number}`;
      if (run.committed(slice) === undefined) await doSlice(run, slice, number, { log, failing });
    }
    await run.finish();
  } finally {
    await run.close();
  }
}

async function doSlice(
  run: Run,
  id: string,
  number: number,
  { log, failing }: { readonly log: Log; readonly failing: boolean },
): Promise<void> {
  const slice = await run.openSlice(id);
  const append = async (name: string, outcome: Outcome): Promise<void> => {
    log.asked.push(name);
    await slice.append(outcome);
    log.durable.push(name);
  };
  const done = pieces
    .filter((piece) => piece.slice === number)
    .map(async ({ row }) => {
      const { id: stepId } = stepOf(row);
      if (!slice.steps.has(stepId)) {
        if (slice.complete('in.jsonl', row, 'first')) return;
        await append(stepId, { kind: 'step', step: stepOf(row), spent });
      }
      const left = items.filter((item) => !slice.finished.has(`first-${row}-${item}`));
      await Promise.all(left.map((item) => append(`first-${row}-${item}`, itemOf(row, item, failing))));
    });
  await Promise.all(done);
  await slice.commit({ documents: 2, skipped: 0, bad_rows: 0, next: { row: 2, offset: 0 }, last: number === 1 });
}

/** The process of an attempt dies at the operation. */
async function dies(disk: SimulatedDisk, operation: number, log: Log, options = {}): Promise<void> {
  killAt(disk, operation);
  await expect(attempt(disk, log, options), `operation ${operation}`).rejects.toBeInstanceOf(Killed);
}

const newLog = (): Log => ({ asked: [], durable: [] });

async function counts(disk: SimulatedDisk) {
  const run = await openRun(folder, planOf(), 'local', { machine: machineOf(disk) });
  const spentBefore = await run.spent();
  const found = { ...run.earlier, spent: spentBefore.reduce((sum, { input_tokens }) => sum + input_tokens, 0) };
  await run.close();
  return found;
}

/** Tokens of the prompts of all nine requests. */
const all = 9 * 3;

async function undisturbed() {
  const disk = new SimulatedDisk();
  const log = newLog();
  await attempt(disk, log);
  return { disk, output: outputOf(disk), operations: disk.operations, log };
}

test('answers on the way to others are no rows, and their tokens count', async () => {
  const { disk, log } = await undisturbed();
  expect(log.asked).toHaveLength(9);
  const data = disk.content('/out/data/part-0000-000000.jsonl').toString();
  expect(data).not.toContain('list-0');
  expect(data.trim().split('\n')).toHaveLength(3);
  expect(data).not.toContain('spent');
  expect(await counts(disk)).toMatchObject({
    records: 5,
    rejects: 1,
    input_tokens: all,
    spent: all,
    by_model: { m: { input_tokens: all, output_tokens: 9 * 4 } },
  });
});

test.each(['restart', 'power'] as const)(
  'a kill before any operation repeats no request whose answer was durable, and counts each once (%s)',
  async (how) => {
    const { output, operations } = await undisturbed();
    for (let operation = 0; operation < operations; operation++) {
      const disk = new SimulatedDisk();
      const before = newLog();
      await dies(disk, operation, before);
      if (how === 'restart') disk.restart();
      else disk.losePower(0);
      const after = newLog();
      await attempt(disk, after);
      expect(outputOf(disk), `operation ${operation}`).toEqual(output);
      expect(
        after.asked.filter((name) => before.durable.includes(name)),
        `operation ${operation}`,
      ).toEqual([]);
      expect(await counts(disk), `operation ${operation}`).toMatchObject({ input_tokens: all, spent: all });
    }
  },
);

test('what an open journal has spent is known before anything is asked', async () => {
  const disk = new SimulatedDisk();
  const run = await openRun(folder, planOf(), 'local', { machine: machineOf(disk) });
  const slice = await run.openSlice('0000-000000');
  await slice.append({ kind: 'step', step: stepOf(0), spent });
  await run.close();
  expect(await counts(disk)).toMatchObject({ input_tokens: 0, spent: 3 });
});

test('rows of a part whose answers are gone are not done again', async () => {
  const { disk, output } = await undisturbed();
  disk.delete('/out/ledger/local.jsonl');
  const log = newLog();
  await attempt(disk, log);
  expect(log.asked).toEqual([]);
  expect(outputOf(disk)).toEqual(output);
  // And once more, with a kill on the way, behind which they stand in a journal.
  disk.delete('/out/ledger/local.jsonl');
  const whole = disk.copy();
  await attempt(whole, newLog());
  for (let operation = 0; operation < whole.operations; operation++) {
    const killed = disk.copy();
    const tried = newLog();
    await dies(killed, operation, tried);
    killed.restart();
    await attempt(killed, tried);
    expect(tried.asked, `operation ${operation}`).toEqual([]);
    expect(outputOf(killed)).toEqual(output);
  }
});

test('requests that failed are tried again, with the list that leads to them and no other, and nothing is counted twice', async () => {
  const disk = new SimulatedDisk();
  await attempt(disk, newLog(), { failing: true });
  expect(await counts(disk)).toMatchObject({ failed: 1, input_tokens: all });
  const log = newLog();
  await attempt(disk, log, { retryFailed: true });
  expect(log.asked).toEqual(['list-1', 'first-1-y']);
  const { output } = await undisturbed();
  expect(outputOf(disk)).toEqual(output);
  expect(await counts(disk)).toMatchObject({
    failed: 0,
    records: 5,
    rejects: 1,
    input_tokens: all + 6,
    spent: all + 6,
  });
});

test('a slice that is tried again and killed on the way forgets nothing that was spent', async () => {
  const whole = new SimulatedDisk();
  await attempt(whole, newLog(), { failing: true });
  const rest = whole.copy();
  await attempt(rest, newLog(), { retryFailed: true });
  for (let operation = 0; operation < rest.operations; operation++) {
    const disk = whole.copy();
    killAt(disk, operation);
    await attempt(disk, newLog(), { retryFailed: true }).catch((error: unknown) =>
      expect(error).toBeInstanceOf(Killed),
    );
    disk.restart();
    await attempt(disk, newLog(), { retryFailed: true });
    expect(outputOf(disk)).toEqual(outputOf(rest));
    expect((await counts(disk)).input_tokens, `operation ${operation}`).toBe(all + 6);
  }
});
