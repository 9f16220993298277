import type { PreviewedDocument } from '#protocol';
import type { PreviewState } from '../preview/state.ts';
import { columnOf, type Grid, isRunning } from './grid.ts';
import { failedCell, finishedCell, progressedCell, stoppedGrid } from './steps.ts';

/** Requests that wait at a model beside each other: more only make each of them slower to watch. */
export const atOnce = 4;

export interface GridRunOptions {
  /** Previews one cell; rejects with a sentence for people. */
  readonly start: (cell: number, update: (state: PreviewState) => void) => Promise<PreviewedDocument | null>;
  /** Told every state. */
  readonly show: (grid: Grid) => void;
  /** Whether a cell's preview was cancelled, by whomever: then nobody waits for the others either. */
  readonly isCancelled: (error: unknown) => boolean;
  readonly nowMs: () => number;
  /** Aborting it stops what waits; what runs is ended by whoever started it. */
  readonly signal: AbortSignal;
}

/** Fills the cells that wait, document by document. One that fails does not keep the others. Resolves with the grid at its end. */
export async function runGrid(begun: Grid, { start, show, isCancelled, nowMs, signal }: GridRunOptions): Promise<Grid> {
  let grid = begun;
  const under = new Map<number, Promise<void>>();
  const become = (next: Grid): void => {
    if (next === grid) return;
    grid = next;
    show(grid);
  };
  const stop = (): void => become(stoppedGrid(grid, 'cancelled'));
  signal.addEventListener('abort', stop, { once: true });

  async function fill(cell: number): Promise<void> {
    const beganMs = nowMs();
    try {
      const document = await start(cell, (state) => become(progressedCell(grid, cell, state)));
      if (!signal.aborted) become(finishedCell(grid, cell, document, (nowMs() - beganMs) / 1000));
    } catch (error) {
      if (isCancelled(error)) stop();
      else if (!signal.aborted) become(failedCell(grid, cell, error instanceof Error ? error.message : String(error)));
    } finally {
      under.delete(cell);
    }
  }

  show(grid);
  while (isRunning(grid) && !signal.aborted) {
    for (const cell of nextCells(grid)) {
      become(progressedCell(grid, cell));
      under.set(cell, fill(cell));
    }
    await Promise.race(under.values());
  }
  if (signal.aborted) stop();
  await Promise.all(under.values());
  signal.removeEventListener('abort', stop);
  return grid;
}

/** The cells that may begin now: document by document, with no model asked more than so much at once. */
export function nextCells(grid: Grid, most: number = atOnce): readonly number[] {
  const busy = new Map<string, number>();
  const take = (asks: readonly string[]): void => {
    for (const name of asks) busy.set(name, (busy.get(name) ?? 0) + 1);
  };
  for (const [cell, { state }] of grid.cells.entries()) if (state.kind === 'running') take(columnOf(grid, cell).asks);
  return [...grid.cells.entries()].flatMap(([cell, { state }]) => {
    const { asks } = columnOf(grid, cell);
    if (state.kind !== 'waiting' || asks.some((name) => (busy.get(name) ?? 0) >= most)) return [];
    take(asks);
    return [cell];
  });
}
