import type { CellView, ColumnView, FrameView, GridView, RowView } from '../messages.ts';
import { createCell, type ShownCell } from './cell.ts';
import { button, element, setText } from './elements.ts';

export type GroupBy = 'model' | 'rephrasing';

export interface TableActions {
  open(cell: number): void;
  pair(row: number, rephrasing: string): void;
}

/** The table as it stands; it is built anew where its rows or their order change, and else only told what changed. */
export interface ShownTable {
  readonly table: HTMLTableElement;
  /** What can have the focus, row by row. */
  stops(): readonly (readonly HTMLElement[])[];
  showCells(cells: readonly CellView[]): void;
  showFrame(frame: FrameView): void;
  cellOf(td: Element): { readonly cell: number; readonly shown: ShownCell } | undefined;
}

/** A column is that wide at least, so that a sentence can be read in it. */
const columnRem = 19;

export function createTable({ frame }: GridView, groupBy: GroupBy, actions: TableActions): ShownTable {
  const order = columnOrder(frame.columns, groupBy);
  const shown = new Map<number, ShownCell>();
  const stopRows: (() => readonly HTMLElement[])[] = [];
  const bodies = frame.rows.map((row) => documentRows(row));
  const table = element(
    'table',
    { role: 'grid', 'aria-label': frame.title, 'aria-readonly': 'true' },
    headOf(frame, order, groupBy),
    ...bodies.map(({ body }) => body),
  );
  const foot = element('tfoot', { role: 'rowgroup' });
  table.append(foot);
  table.style.minWidth = `${order.length * columnRem}rem`;

  function documentRows(row: RowView): { readonly body: HTMLElement; readonly show: (row: RowView) => void } {
    const { heading, show, stops } = documentHeading(row, order.length, actions);
    const tds = order.map((column) => {
      const cell = row.row * frame.columns.length + column;
      const one = createCell(() => actions.open(cell));
      shown.set(cell, one);
      return one.td;
    });
    stopRows.push(stops, () => tds);
    const line = element('tr', { role: 'row' }, ...tds);
    return { body: element('tbody', { role: 'rowgroup' }, heading, line), show };
  }

  function showFrame(next: FrameView): void {
    for (const [index, { show }] of bodies.entries()) {
      const row = next.rows[index];
      if (row) show(row);
    }
    const lines = order.map((column) => next.columns[column]?.footer ?? []);
    const said = lines.flat().join('\n');
    if (foot.dataset['said'] === said) return;
    foot.dataset['said'] = said;
    foot.replaceChildren(
      element('tr', { role: 'row' }, ...lines.map((words) => element('td', { role: 'gridcell' }, ...footer(words)))),
    );
  }

  showFrame(frame);
  return {
    table,
    stops: () => stopRows.map((stops) => stops()),
    showCells(views) {
      for (const view of views) shown.get(view.cell)?.show(view);
    },
    showFrame,
    cellOf(td) {
      const found = [...shown].find(([, one]) => one.td === td);
      return found && { cell: found[0], shown: found[1] };
    },
  };
}

function footer([first = '', ...others]: readonly string[]): readonly HTMLElement[] {
  return [element('span', { class: 'rate' }, first), ...others.map((words) => element('span', {}, words))];
}

/** Columns beside each other that have the same model, or the same rephrasing. */
function columnOrder(columns: readonly ColumnView[], groupBy: GroupBy): readonly number[] {
  const groups = [...new Set(columns.map((column) => column[groupBy]))];
  return groups.flatMap((group) =>
    [...columns.entries()].filter(([, column]) => column[groupBy] === group).map(([index]) => index),
  );
}

function headOf({ columns, models }: FrameView, order: readonly number[], groupBy: GroupBy): HTMLElement {
  const ordered = order.flatMap((index) => columns[index] ?? []);
  const model = (column: ColumnView): string => models[column.model] ?? '';
  const [outer, inner] =
    groupBy === 'model'
      ? [model, (column: ColumnView) => column.rephrasing]
      : [(column: ColumnView) => column.rephrasing, model];
  const groups: { readonly name: string; span: number }[] = [];
  for (const column of ordered) {
    const name = outer(column);
    const last = groups.at(-1);
    if (last?.name === name) last.span++;
    else groups.push({ name, span: 1 });
  }
  const outerRow = groups.map(({ name, span }) =>
    element('th', { role: 'columnheader', scope: 'colgroup', colspan: String(span), title: name }, name),
  );
  const innerRow = ordered.map((column) =>
    element('th', { role: 'columnheader', scope: 'col', title: inner(column) }, inner(column)),
  );
  return element(
    'thead',
    { role: 'rowgroup' },
    element('tr', { role: 'row' }, ...outerRow),
    element('tr', { role: 'row' }, ...innerRow),
  );
}

/** The line above a document's cells: its name, its beginning, and its most different pairs. */
function documentHeading(row: RowView, columns: number, actions: TableActions) {
  const name = element('span', { class: 'name' });
  const beginning = element('span', { class: 'beginning', dir: 'auto' });
  const pairs = element('span', { class: 'pairs' });
  const inside = element('div', { class: 'document' }, name, beginning, pairs);
  const th = element('th', { role: 'rowheader', scope: 'rowgroup', colspan: String(columns), tabindex: '-1' }, inside);
  let buttons: readonly HTMLButtonElement[] = [];

  function show(next: RowView): void {
    setText(name, next.title);
    setText(beginning, next.beginning);
    beginning.title = next.beginning;
    const same =
      buttons.length === next.pairs.length && buttons.every(({ title }, at) => title === next.pairs[at]?.label);
    if (same) return;
    buttons = next.pairs.map(({ rephrasing, title, label }) =>
      button(title, () => actions.pair(next.row, rephrasing), {
        class: 'link',
        tabindex: '-1',
        title: label,
        'aria-label': label,
      }),
    );
    pairs.replaceChildren(...(buttons.length === 0 ? [] : [element('span', {}, 'Most different'), ...buttons]));
  }

  show(row);
  return { heading: element('tr', { role: 'row', class: 'heading' }, th), show, stops: () => [th, ...buttons] };
}
