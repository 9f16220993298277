import { moved, type Place } from './keys.ts';
import type { ShownTable } from './table.ts';

export interface FocusOptions {
  readonly table: () => ShownTable | undefined;
  readonly open: (cell: number) => void;
  /** Another cell has the focus. */
  readonly focused: (cell: number) => void;
}

/** One place of the grid is in the order of Tab; keys move from it to the others. */
export function followKeys(root: HTMLElement, { table, open, focused }: FocusOptions) {
  // The first cell, below the first heading.
  let at: Place = { row: 1, stop: 0, wanted: 0 };

  const stopAt = ({ row, stop }: Place): HTMLElement | undefined => {
    const stops = table()?.stops()[row];
    return stops?.[Math.min(stop, stops.length - 1)];
  };

  function take(next: Place, focus: boolean): void {
    for (const stop of table()?.stops().flat() ?? []) stop.tabIndex = -1;
    at = next;
    const stop = stopAt(at);
    if (!stop) return;
    stop.tabIndex = 0;
    if (focus) stop.focus();
  }

  function placeOf(target: EventTarget | null): Place | undefined {
    for (const [row, stops] of (table()?.stops() ?? []).entries()) {
      const stop = stops.findIndex((one) => one === target);
      if (stop >= 0) return { row, stop, wanted: stop };
    }
    return undefined;
  }

  root.addEventListener('focusin', ({ target }) => {
    const place = placeOf(target);
    const cell = target instanceof Element ? table()?.cellOf(target) : undefined;
    if (cell) focused(cell.cell);
    if (place && (place.row !== at.row || place.stop !== at.stop)) take(place, false);
  });
  root.addEventListener('keydown', (event) => {
    const { key, ctrlKey: ctrl, altKey, metaKey, target } = event;
    const shown = table();
    if (altKey || metaKey || !shown || !placeOf(target)) return;
    const cell = target instanceof Element ? shown.cellOf(target) : undefined;
    if (cell && key === 'Enter') open(cell.cell);
    else if (cell && key === ' ') cell.shown.toggle();
    else {
      const next = moved(
        { key, ctrl },
        at,
        shown.stops().map(({ length }) => length),
      );
      if (!next) return;
      take(next, true);
    }
    event.preventDefault();
  });

  /** The panel has the focus, and nothing in it. */
  const isNowhere = (): boolean => document.hasFocus() && document.activeElement === document.body;
  // The panel comes back to the front: the focus is where it was.
  window.addEventListener('focus', () => {
    if (isNowhere()) stopAt(at)?.focus();
  });

  return {
    /** The cell that has the focus, before the table is built anew. */
    focusedCell(): number | undefined {
      const { activeElement } = document;
      return activeElement ? table()?.cellOf(activeElement)?.cell : undefined;
    },
    /** Makes a cell of the new table the place in the order of Tab, and gives it the focus where it had it. */
    restore(cell: number | undefined, focus: boolean): void {
      const shown = table();
      const stop = shown
        ?.stops()
        .flat()
        .find((one) => cell !== undefined && shown.cellOf(one)?.cell === cell);
      take((stop && placeOf(stop)) ?? at, (focus && stop !== undefined) || isNowhere());
    },
  };
}
