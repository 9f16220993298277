import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { explain, requireTrust } from '../commands.ts';
import { pickRephrasings } from '../preview/pick-rephrasings.ts';
import type { Previews } from '../preview/previews.ts';
import { Refusal } from '../refusal.ts';
import type { RunnerService } from '../service/runner-service.ts';
import { chooseStrategy, type ChosenStrategy, describeStrategy } from '../strategies.ts';
import { targetOf } from '../target.ts';
import { asWritten, columnsOf, placeOf, samplesProblem } from './columns.ts';
import { emptyGrid, type Grid, type GridModel } from './grid.ts';
import { GridDocuments } from './grid-documents.ts';
import { askForSamples, pickModels } from './grid-questions.ts';
import { GridSession } from './grid-session.ts';
import { gridPage, sentencePage } from './page.ts';
import { restoredGrid } from './restore.ts';

const panelType = 'wordmill.grid';

export interface GridOptions {
  readonly previews: Previews;
  readonly service: RunnerService;
  readonly memento: vscode.Memento;
  readonly log: vscode.LogOutputChannel;
  /** Where the built files lie. */
  readonly dist: vscode.Uri;
}

/** The grids of the window, one panel for each strategy. */
export class Grids implements vscode.Disposable {
  readonly #options: GridOptions;
  readonly #documents = new GridDocuments();
  readonly #sessions = new Set<GridSession>();
  readonly #serializer: vscode.Disposable;

  constructor(options: GridOptions) {
    this.#options = options;
    this.#serializer = vscode.window.registerWebviewPanelSerializer(panelType, {
      deserializeWebviewPanel: async (panel, state: unknown) => this.#restore(panel, state),
    });
  }

  /** Asks what is to be compared, shows the grid and fills it. @returns the grid at its end */
  async preview(argument: unknown): Promise<Grid> {
    requireTrust('A grid of previews');
    const { service, memento } = this.#options;
    const { strategy: given, rephrasings: named } = targetOf(argument);
    const strategy = await describeStrategy(await chooseStrategy(given, memento), service);
    const rephrasings = named ?? (await pickRephrasings(strategy, memento));
    const models = modelsIn(argument) ?? (await pickModels(strategy, memento));
    const columns = columnsOf(strategy.described, rephrasings, models);
    const samples = samplesIn(argument, columns.length) ?? (await askForSamples(strategy, columns.length, memento));
    const { name } = strategy.described;
    const grid = emptyGrid({ strategy: { name, uri: strategy.uri.toString() }, models, columns, samples });
    return this.#sessionOf(strategy, grid).fill(grid, strategy);
  }

  dispose(): void {
    this.#serializer.dispose();
    for (const session of this.#sessions) session.dispose();
    this.#documents.dispose();
  }

  #sessionOf({ uri, described }: ChosenStrategy, grid: Grid): GridSession {
    const known = [...this.#sessions].find(({ strategy }) => strategy.toString() === uri.toString());
    if (known) {
      known.reveal();
      return known;
    }
    const title = `Grid: ${described.name}`;
    const panel = vscode.window.createWebviewPanel(panelType, title, vscode.ViewColumn.Active, {});
    return this.#open(panel, grid);
  }

  #open(panel: vscode.WebviewPanel, grid: Grid): GridSession {
    const { previews, service, log, dist } = this.#options;
    const { webview } = panel;
    webview.options = { enableScripts: true, enableForms: false, localResourceRoots: [dist] };
    const why = (error: unknown): void => void explain(error, 'wordmill.previewGrid', log);
    const session = new GridSession(panel, grid, { previews, service, documents: this.#documents, explain: why });
    this.#sessions.add(session);
    panel.onDidDispose(() => this.#sessions.delete(session));
    const at = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
    const { cspSource } = webview;
    webview.html = gridPage({ script: at('grid.js'), style: at('grid.css'), cspSource, nonce: randomUUID() });
    return session;
  }

  /** After a reload of the window: the last results, and nothing is asked anew. */
  #restore(panel: vscode.WebviewPanel, state: unknown): void {
    const kept = typeof state === 'object' && state !== null && 'grid' in state ? state.grid : undefined;
    const grid = restoredGrid(kept);
    if (grid) this.#open(panel, grid);
    else
      panel.webview.html = sentencePage('This grid has kept nothing that could be shown. Close it and make a new one.');
  }
}

/** Models that a command was given: places as `--model` has them, and null for those of the strategy. */
function modelsIn(argument: unknown): readonly GridModel[] | undefined {
  if (typeof argument !== 'object' || argument === null || !('models' in argument)) return undefined;
  const { models } = argument;
  if (!Array.isArray(models) || models.length === 0) return undefined;
  return models.map((where: unknown) => {
    const place = where === null ? asWritten : typeof where === 'string' ? placeOf(where) : null;
    if (!place)
      throw new Refusal(`A grid cannot ask ${JSON.stringify(where)}; give an address, gguf:NAME or mock:echo.`);
    return place;
  });
}

function samplesIn(argument: unknown, columns: number): number | undefined {
  if (typeof argument !== 'object' || argument === null || !('samples' in argument)) return undefined;
  const { samples } = argument;
  if (typeof samples !== 'number') return undefined;
  const problem = samplesProblem(String(samples), columns);
  if (problem !== null) throw new Refusal(problem);
  return samples;
}
