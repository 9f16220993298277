import type { FromPanel, GridView, ToPanel } from '../messages.ts';
import { createBar } from './bar.ts';
import { element, setText } from './elements.ts';
import { followKeys } from './focus.ts';
import { createTable, type GroupBy, type ShownTable } from './table.ts';

/** What VS Code keeps of a panel; `grid` is the extension's. */
interface KeptState {
  readonly grid?: unknown;
  readonly groupBy?: GroupBy;
  /** The cell that had the focus last. */
  readonly cell?: number;
  readonly left?: number;
  readonly top?: number;
}

declare function acquireVsCodeApi(): {
  postMessage(message: FromPanel): void;
  getState(): KeptState | undefined;
  setState(state: KeptState): void;
};

const vscode = acquireVsCodeApi();
let kept: KeptState = vscode.getState() ?? {};
let view: GridView | undefined;
let shown: ShownTable | undefined;

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- the one of VS Code takes no origin
const send = (message: FromPanel): void => vscode.postMessage(message);
const bar = createBar({ send, groupBy: () => kept.groupBy ?? 'model', group });
const announcement = element('div', { class: 'unseen', role: 'status' });
const scroll = element('main', {});
document.body.append(bar.root, announcement, scroll);
const keys = followKeys(scroll, {
  table: () => shown,
  open: (cell) => send({ kind: 'open', cell }),
  focused: (cell) => keep({ cell }),
});

/** A scroll comes in many small steps. */
const settledMs = 200;
let settling: ReturnType<typeof setTimeout> | undefined;
scroll.addEventListener('scroll', () => {
  clearTimeout(settling);
  settling = setTimeout(() => keep({ left: scroll.scrollLeft, top: scroll.scrollTop }), settledMs);
});

window.addEventListener('message', ({ data }: MessageEvent<ToPanel>) => {
  switch (data.kind) {
    case 'show':
      show(data.view);
      break;
    case 'change':
      change(data);
      break;
    case 'keep':
      keep({ grid: data.grid });
      break;
  }
});
send({ kind: 'ready' });

function keep(change: KeptState): void {
  kept = { ...kept, ...change };
  vscode.setState(kept);
}

function group(groupBy: GroupBy): void {
  keep({ groupBy });
  if (view) show(view);
}

/** Builds the table anew, with the focus where it was. */
function show(next: GridView): void {
  view = next;
  const focused = keys.focusedCell();
  shown = createTable(next, kept.groupBy ?? 'model', {
    open: (cell) => send({ kind: 'open', cell }),
    pair: (row, rephrasing) => send({ kind: 'pair', row, rephrasing }),
  });
  scroll.replaceChildren(shown.table);
  shown.showCells(next.cells);
  scroll.scrollTo(kept.left ?? 0, kept.top ?? 0);
  keys.restore(focused ?? kept.cell, focused !== undefined);
  showFrame(next);
}

function change({ frame, cells }: Extract<ToPanel, { readonly kind: 'change' }>): void {
  if (!view || !shown) return;
  const changed = new Map(cells.map((cell) => [cell.cell, cell]));
  const next = { frame, cells: view.cells.map((cell) => changed.get(cell.cell) ?? cell) };
  if (frame.rows.length !== view.frame.rows.length) return show(next);
  view = next;
  shown.showCells(cells);
  shown.showFrame(frame);
  showFrame(next);
}

function showFrame({ frame }: GridView): void {
  bar.show(frame);
  setText(announcement, frame.announcement);
}
