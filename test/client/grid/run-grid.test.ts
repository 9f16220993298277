import { expect, test } from 'vitest';
import type { PreviewedDocument } from '#protocol';
import { emptyGrid, type Grid } from '../../../client/grid/grid.ts';
import { nextCells, runGrid } from '../../../client/grid/run-grid.ts';
import { progressedCell } from '../../../client/grid/steps.ts';
import { documentOf, grid, kept, plan } from './grids.ts';

class Cancelled extends Error {}

interface Held {
  readonly promise: Promise<PreviewedDocument | null>;
  resolve(document: PreviewedDocument | null): void;
  reject(error: Error): void;
}

function holding(): Held {
  let resolve: Held['resolve'] = () => undefined;
  let reject: Held['reject'] = () => undefined;
  const promise = new Promise<PreviewedDocument | null>((done, fail) => {
    resolve = done;
    reject = fail;
  });
  return { promise, resolve, reject };
}

/** Previews that end when the test says so. */
function held(begun: Grid = grid) {
  const under = new Map<number, Held>();
  const shown: Grid[] = [];
  const controller = new AbortController();
  const most = new Map<string, number>();
  const end = runGrid(begun, {
    start(cell) {
      const preview = holding();
      under.set(cell, preview);
      for (const model of ['big', 'mock:echo']) {
        const busy = [...under.keys()].filter((one) => begun.columns[one % begun.columns.length]?.asks.includes(model));
        most.set(model, Math.max(most.get(model) ?? 0, busy.length));
      }
      return preview.promise;
    },
    show: (next) => shown.push(next),
    isCancelled: (error) => error instanceof Cancelled,
    nowMs: () => 1000 * shown.length,
    signal: controller.signal,
  });
  const settle = async (cell: number, how: (preview: Held) => void) => {
    const preview = under.get(cell);
    if (!preview) throw new Error(`Cell ${cell} is not under way.`);
    under.delete(cell);
    how(preview);
    await tick();
  };
  return { under, shown, controller, most, end, settle };
}

/** Until what was promised has been taken note of. */
async function tick(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

test('no model is asked more than four times at once, and all are asked beside each other', async () => {
  const { under, most, end, settle } = held(emptyGrid({ ...plan, samples: 6 }));
  expect([...under.keys()]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  while (under.size > 0) {
    const [cell] = under.keys();
    if (cell !== undefined) await settle(cell, (preview) => preview.resolve(documentOf([kept(`${cell}`)])));
  }
  const { cells } = await end;
  expect(cells.every(({ state }) => state.kind === 'finished')).toBe(true);
  expect([...most.values()]).toEqual([4, 4]);
});

test('a cell that asks two models waits for both', () => {
  const columns = plan.columns.map((column, index) =>
    index === 0 ? { ...column, asks: ['big', 'mock:echo'] } : column,
  );
  const begun = emptyGrid({ ...plan, columns });
  expect(nextCells(begun, 1)).toEqual([0]);
  expect(nextCells(progressedCell(begun, 1), 1)).toEqual([2]);
});

test('one that fails leaves the others', async () => {
  const { under, end, settle } = held();
  await settle(0, (preview) => preview.reject(new Error('Nobody answers.')));
  await Promise.all(
    [...under.keys()].map((cell) => settle(cell, (preview) => preview.resolve(documentOf([kept('x')])))),
  );
  while (under.size > 0) {
    const [cell] = under.keys();
    if (cell !== undefined) await settle(cell, (preview) => preview.resolve(null));
  }
  const { cells } = await end;
  expect(cells[0]?.state).toMatchObject({ kind: 'failed', message: 'Nobody answers.' });
  expect(cells[2]?.state).toMatchObject({ kind: 'finished' });
});

test('cancelling closes all: what runs, and what waits', async () => {
  const { under, controller, end, shown } = held(emptyGrid({ ...plan, samples: 6 }));
  controller.abort();
  expect(shown.at(-1)?.cells.every(({ state }) => state.kind === 'stopped')).toBe(true);
  for (const preview of under.values()) preview.reject(new Cancelled());
  const { cells } = await end;
  expect(cells.every(({ state }) => state.kind === 'stopped')).toBe(true);
});

test('a preview that somebody else cancels stops the grid', async () => {
  const { under, end, settle } = held(emptyGrid({ ...plan, samples: 6 }));
  await settle(0, (preview) => preview.reject(new Cancelled()));
  for (const preview of under.values()) preview.reject(new Cancelled());
  const { cells } = await end;
  expect(cells.every(({ state }) => state.kind === 'stopped')).toBe(true);
});
