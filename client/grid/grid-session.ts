import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { requireTrust } from '../commands.ts';
import type { Previews } from '../preview/previews.ts';
import { Refusal } from '../refusal.ts';
import type { RunnerService } from '../service/runner-service.ts';
import { type ChosenStrategy, describeStrategy } from '../strategies.ts';
import { columnsOf, missingFrom } from './columns.ts';
import { gridJson, gridMarkdown } from './export.ts';
import { columnOf, type Grid, rowOf } from './grid.ts';
import type { GridDocuments } from './grid-documents.ts';
import { GridPanel } from './grid-panel.ts';
import type { FromPanel } from './messages.ts';
import { type Opened, openedCell, openedPair } from './opened.ts';
import { runGrid } from './run-grid.ts';
import { begunAgain, begunAnew } from './steps.ts';

export interface GridSessionOptions {
  readonly previews: Previews;
  readonly service: RunnerService;
  readonly documents: GridDocuments;
  /** Shows why something that was done in the panel could not be done. */
  readonly explain: (error: unknown) => void;
}

/** A grid, its panel, and what is under way for it. Closing the panel cancels. */
export class GridSession implements vscode.Disposable {
  readonly #options: GridSessionOptions;
  readonly #panel: GridPanel;
  readonly #slots = `grid:${randomUUID()}`;
  #under: { readonly controller: AbortController; readonly end: Promise<Grid> } | undefined;

  constructor(panel: vscode.WebviewPanel, grid: Grid, options: GridSessionOptions) {
    this.#options = options;
    this.#panel = new GridPanel(panel, grid, (message) => {
      this.#act(message).catch(options.explain);
    });
    panel.onDidDispose(() => void this.#cancel());
  }

  get strategy(): vscode.Uri {
    return vscode.Uri.parse(this.#panel.grid.strategy.uri);
  }

  reveal(): void {
    this.#panel.reveal();
  }

  /** Fills a grid that has just begun; what was under way in the panel gives way to it. */
  async fill(grid: Grid, strategy: ChosenStrategy): Promise<Grid> {
    await this.#cancel();
    const controller = new AbortController();
    this.#panel.show(grid, true);
    const end = runGrid(grid, {
      start: (cell, update) => {
        const { model, rephrasing } = columnOf(grid, cell);
        const index = rowOf(grid, cell);
        const where = grid.models[model]?.where ?? null;
        const request = {
          strategy,
          rephrasings: [rephrasing],
          document: { kind: 'sample', index } as const,
          label: `document ${index + 1} of the sample`,
          again: grid.again,
          quiet: true,
          ...(where !== null && { models: { '*': where } }),
        };
        return this.#options.previews.start(this.#slot(cell), request, { update });
      },
      show: (next) => this.#panel.show(next),
      isCancelled: (error) => error instanceof vscode.CancellationError,
      nowMs: () => performance.now(),
      signal: controller.signal,
    });
    this.#under = { controller, end };
    return end;
  }

  dispose(): void {
    this.#panel.dispose();
  }

  async #act(message: FromPanel): Promise<unknown> {
    const { grid } = this.#panel;
    switch (message.kind) {
      case 'ready':
        return undefined;
      case 'run':
        return this.#runAnew(grid);
      case 'again':
        return this.fill(begunAgain(grid), await this.#described(grid));
      case 'cancel':
        return this.#cancel();
      case 'export':
        return exportGrid(grid);
      case 'open':
        return this.#open(openedCell(grid, message.cell));
      case 'pair':
        return this.#open(openedPair(grid, message.row, message.rephrasing));
    }
  }

  async #runAnew(grid: Grid): Promise<Grid> {
    const strategy = await this.#described(grid);
    const { models, rows } = grid;
    const columns = columnsOf(strategy.described, rephrasingsOf(grid), models);
    const named = { name: strategy.described.name, uri: strategy.uri.toString() };
    return this.fill(begunAnew(grid, { strategy: named, models, columns, samples: rows.length }), strategy);
  }

  /** The strategy as it is now. @throws Refusal where it has not any more what the grid is of */
  async #described(grid: Grid): Promise<ChosenStrategy> {
    requireTrust('A grid of previews');
    const strategy = await describeStrategy(this.strategy, this.#options.service);
    const missing = missingFrom(strategy.described, rephrasingsOf(grid), grid.models);
    if (missing !== null) throw new Refusal(missing, [{ title: 'New Grid', command: 'wordmill.previewGrid' }]);
    return strategy;
  }

  /** Ends every request, so that the models stop. */
  async #cancel(): Promise<void> {
    const under = this.#under;
    if (!under) return;
    this.#under = undefined;
    under.controller.abort();
    for (const cell of this.#panel.grid.cells.keys()) this.#options.previews.cancel(this.#slot(cell));
    await under.end;
  }

  async #open(opened: Opened | null): Promise<void> {
    if (!opened) return;
    const { left, right, title } = opened;
    if (left) await this.#options.documents.compare(left, right, title);
    else await this.#options.documents.show(right);
  }

  #slot(cell: number): string {
    return `${this.#slots}:${cell}`;
  }
}

function rephrasingsOf({ columns }: Grid): readonly string[] {
  return [...new Set(columns.map(({ rephrasing }) => rephrasing))];
}

async function exportGrid(grid: Grid): Promise<void> {
  const formats = [
    { label: 'Markdown', description: 'to read', language: 'markdown', write: gridMarkdown },
    { label: 'JSON', description: 'to work with', language: 'json', write: gridJson },
  ];
  const picked = await vscode.window.showQuickPick(formats, { title: 'Export the grid as' });
  if (!picked) return;
  const { language, write } = picked;
  const document = await vscode.workspace.openTextDocument({ language, content: write(grid) });
  await vscode.window.showTextDocument(document);
}
