import * as vscode from 'vscode';
import { renderPreview, strategyLineIn } from './render.ts';
import type { PreviewState } from './state.ts';
import { throttle } from './throttle.ts';

export const previewScheme = 'wordmill-preview';

/** One preview at a time, so one document; a name without an ending is the tab's title as it stands. */
const previewUri = vscode.Uri.from({ scheme: previewScheme, path: '/Wordmill Preview' });

const language = 'wordmill-preview';

/** The editor follows a stream at most so often: more cannot be read, and VS Code drops what comes faster. */
const refreshMs = 100;

const gone = 'The preview ended with the window. Preview again.\n';

/** The read-only document that shows the preview. VS Code applies each refresh as an edit, so that nothing jumps. */
export class PreviewEditor implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #refresh = throttle(() => this.#changed.fire(previewUri), refreshMs);
  readonly #providers: readonly vscode.Disposable[];
  #state: PreviewState | undefined;
  #strategy: vscode.Uri | undefined;

  constructor() {
    const { workspace, languages } = vscode;
    this.#providers = [
      workspace.registerTextDocumentContentProvider(previewScheme, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: () => (this.#state ? renderPreview(this.#state) : gone),
      }),
      languages.registerDocumentLinkProvider(
        { scheme: previewScheme },
        { provideDocumentLinks: (document) => linksIn(document, this.#strategy) },
      ),
    ];
  }

  get isShown(): boolean {
    return columnOfPreview() !== undefined;
  }

  /**
   * Shows the editor beside the one in front, and leaves the cursor where it is.
   * @param strategy what the lines that are named are lines of
   */
  async open(state: PreviewState, strategy: vscode.Uri): Promise<void> {
    this.#strategy = strategy;
    this.update(state);
    const document = await vscode.workspace.openTextDocument(previewUri);
    if (document.languageId !== language) await vscode.languages.setTextDocumentLanguage(document, language);
    if (vscode.window.visibleTextEditors.some(({ document: { uri } }) => isPreview(uri))) return;
    await vscode.window.showTextDocument(document, {
      viewColumn: columnOfPreview() ?? vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: false,
    });
  }

  update(state: PreviewState): void {
    this.#state = state;
    this.#refresh.request();
  }

  dispose(): void {
    this.#refresh.dispose();
    for (const provider of this.#providers) provider.dispose();
    this.#changed.dispose();
  }
}

function isPreview(uri: vscode.Uri): boolean {
  return uri.scheme === previewScheme;
}

function columnOfPreview(): vscode.ViewColumn | undefined {
  return vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && isPreview(input.uri)),
  )?.viewColumn;
}

/** From `line 31` to that line of the strategy. */
function linksIn(document: vscode.TextDocument, strategy: vscode.Uri | undefined): vscode.DocumentLink[] {
  if (!strategy) return [];
  return Array.from({ length: document.lineCount }, (_, row) => {
    const place = strategyLineIn(document.lineAt(row).text);
    if (!place) return [];
    const range = new vscode.Range(row, place.start, row, place.end);
    return [new vscode.DocumentLink(range, strategy.with({ fragment: `L${place.line}` }))];
  }).flat();
}
