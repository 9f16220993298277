import type * as vscode from 'vscode';
import { throttle } from '../preview/throttle.ts';
import { type Grid, type GridCell, isRunning } from './grid.ts';
import { type FromPanel, readMessage, type ToPanel } from './messages.ts';
import { keptGrid } from './restore.ts';
import { changedCells, frameView, gridView } from './view.ts';

/** The whole grid follows its streams at most so often, in one message. */
const refreshMs = 100;

/** What survives a reload of the window is written down at most so often, and at the end. */
const keepMs = 1_000;

/** A grid in a panel: shows every state that it is given, and says what a person does there. */
export class GridPanel implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #refresh = throttle(() => this.#post(), refreshMs);
  readonly #keep = throttle(() => this.#send({ kind: 'keep', grid: keptGrid(this.#grid) }), keepMs);
  #grid: Grid;
  /** What comes afterwards is only remembered. */
  #closed = false;
  /** The cells that the page has; null as long as there is no page, or another grid. */
  #sent: readonly GridCell[] | null = null;

  constructor(panel: vscode.WebviewPanel, grid: Grid, act: (message: FromPanel) => void) {
    this.#panel = panel;
    this.#grid = grid;
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const read = readMessage(message);
      if (read?.kind === 'ready') this.#begin();
      else if (read) act(read);
    });
    panel.onDidDispose(() => {
      this.#closed = true;
      this.#refresh.dispose();
      this.#keep.dispose();
    });
  }

  get grid(): Grid {
    return this.#grid;
  }

  /** @param anew whether it has other columns or rows than before */
  show(grid: Grid, anew = false): void {
    const ended = isRunning(this.#grid) && !isRunning(grid);
    this.#grid = grid;
    if (this.#closed) return;
    if (anew) this.#sent = null;
    this.#refresh.request();
    if (ended || !isRunning(grid)) this.#keep.request();
  }

  reveal(): void {
    this.#panel.reveal(undefined, false);
  }

  dispose(): void {
    this.#panel.dispose();
  }

  /** The page has come, or has come back from being hidden. */
  #begin(): void {
    this.#send({ kind: 'show', view: gridView(this.#grid) });
    this.#sent = this.#grid.cells;
    this.#keep.request();
  }

  #post(): void {
    const before = this.#sent;
    if (before === null || before.length !== this.#grid.cells.length) return this.#begin();
    const cells = changedCells(before, this.#grid);
    this.#sent = this.#grid.cells;
    this.#send({ kind: 'change', frame: frameView(this.#grid), cells });
    if (cells.some(({ mood }) => mood !== 'busy')) this.#keep.request();
  }

  #send(message: ToPanel): void {
    // A hidden panel has no page; it says that it is ready when it has one again.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the one of VS Code takes no origin
    void this.#panel.webview.postMessage(message);
  }
}
