import * as vscode from 'vscode';
import type { PreviewedDocument } from '#protocol';
import { fidelityDiagnostics, type ShownDocument } from '../fidelity/diagnostics.ts';
import { columnOfScheme, openProvided, showBeside } from '../tabs.ts';
import { answersIn } from './answers.ts';
import { renderPreview } from './render.ts';
import type { PreviewState } from './state.ts';
import { linksIn } from './strategy-links.ts';
import { throttle } from './throttle.ts';

export const previewScheme = 'wordmill-preview';

/** One preview at a time, so one document; a name without an ending is the tab's title as it stands. */
const previewUri = vscode.Uri.from({ scheme: previewScheme, path: '/Wordmill Preview' });

const language = 'wordmill-preview';

/** The editor follows a stream at most so often: more cannot be read, and VS Code drops what comes faster. */
const refreshMs = 100;

const gone = 'The preview ended with the window. Preview again.\n';

/** Where the source of a result can be looked at; undefined where it is not known any more. */
export type SourceOf = (document: PreviewedDocument, index: number) => ShownDocument | undefined;

/** The read-only document that shows the preview. VS Code applies each refresh as an edit, so that nothing jumps. */
export class PreviewEditor implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #refresh = throttle(() => this.#changed.fire(previewUri), refreshMs);
  readonly #providers: readonly vscode.Disposable[];
  readonly #findings = vscode.languages.createDiagnosticCollection('wordmill preview fidelity');
  readonly #sourceOf: SourceOf;
  #state: PreviewState | undefined;
  #strategy: vscode.Uri | undefined;

  constructor(sourceOf: SourceOf) {
    const { workspace, languages } = vscode;
    this.#sourceOf = sourceOf;
    this.#providers = [
      this.#findings,
      workspace.onDidChangeTextDocument(({ document }) => isPreview(document.uri) && this.#mark(document.getText())),
      workspace.onDidCloseTextDocument(({ uri }) => isPreview(uri) && this.#findings.clear()),
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
    return columnOfScheme(previewScheme) !== undefined;
  }

  /**
   * Shows the editor beside the one in front, and leaves the cursor where it is.
   * @param strategy what the lines that are named are lines of
   */
  async open(state: PreviewState, strategy: vscode.Uri): Promise<void> {
    this.#strategy = strategy;
    this.update(state);
    const document = await openProvided(previewUri, language, () => this.#refresh.request());
    if (!vscode.window.visibleTextEditors.some(({ document: { uri } }) => isPreview(uri))) await showBeside(document);
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

  /** Marks what answers have invented or copied, once they are whole. */
  #mark(text: string): void {
    const end = this.#state?.end;
    const document = end?.kind === 'finished' ? end.document : undefined;
    const answers = document ? answersIn(text, document) : [];
    const found = answers.flatMap((offset, index) => {
      const findings = document?.results[index]?.findings;
      if (!document || !findings || offset === null) return [];
      const source = this.#sourceOf(document, index) ?? { uri: previewUri, text: '', offset: 0 };
      return fidelityDiagnostics(findings, { uri: previewUri, text, offset }, source).output;
    });
    this.#findings.set(previewUri, found);
  }
}

function isPreview(uri: vscode.Uri): boolean {
  return uri.scheme === previewScheme;
}
