import * as vscode from 'vscode';
import { languageId, type LanguageServer } from '../language-client.ts';
import type { Choice, DocumentChoice, ResolvedChoice } from '../preview/document-choice.ts';
import { previewText } from '../preview/document-text.ts';
import type { FinishedPreview, Previews } from '../preview/previews.ts';
import { LiveRendering, type Rendering, type RenderSubject } from '../rendering/live-rendering.ts';
import { rephrasingAt } from '../rendering/rephrasing-at.ts';
import type { RunnerService } from '../service/runner-service.ts';
import { PassageDecorations, type ShownPassages } from './passage-decorations.ts';

export interface PassagesOptions {
  readonly server: LanguageServer;
  readonly service: RunnerService;
  readonly previews: Previews;
  readonly choice: DocumentChoice;
  readonly log: vscode.LogOutputChannel;
}

/** A file that is open and may be previewed; rows count from 0. */
type FileChoice = Exclude<Choice, { readonly kind: 'sample' }>;

const setting = 'wordmill.showPassages';

/** Shows in the chosen document what the seed step makes of it, as long as it stands beside a strategy. */
export class Passages implements vscode.Disposable {
  readonly #options: PassagesOptions;
  readonly #decorations = new PassageDecorations();
  readonly #rendering: LiveRendering;
  readonly #subscriptions: readonly vscode.Disposable[];
  /** The document that was previewed after one was chosen. */
  #previewed: FileChoice | undefined;
  #lastRephrasing: string | undefined;
  #shown: ShownPassages | undefined;

  constructor(options: PassagesOptions) {
    const { workspace, window } = vscode;
    const { service, choice, previews, log } = options;
    this.#options = options;
    this.#rendering = new LiveRendering({
      service,
      subject: () => this.#subject(),
      show: (rendering) => this.#show(rendering),
      // Nobody has asked for it, so that nobody is told.
      failed: (error) => log.warn(`passages: ${String(error)}`),
    });
    const renew = (): void => this.#rendering.request();
    this.#subscriptions = [
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && this.#concerns(document)) renew();
      }),
      workspace.onDidChangeConfiguration((change) => change.affectsConfiguration(setting) && renew()),
      window.onDidChangeVisibleTextEditors(renew),
      window.onDidChangeTextEditorSelection(({ textEditor }) => void this.#follow(textEditor)),
      previews.onFinished((finished) => this.#note(finished)),
      choice.onDidChange(() => {
        this.#previewed = undefined;
        renew();
      }),
    ];
    if (strategyEditor()) renew();
  }

  dispose(): void {
    this.#rendering.dispose();
    for (const one of [...this.#subscriptions, this.#decorations]) one.dispose();
  }

  #concerns({ languageId: language, uri }: vscode.TextDocument): boolean {
    return language === languageId || uri.fsPath === this.#file()?.path;
  }

  #file(): FileChoice | undefined {
    const { choice } = this.#options.choice;
    return this.#previewed ?? (choice.kind === 'sample' ? undefined : choice);
  }

  /** What is in sight; nothing is asked for what is not. */
  async #subject(): Promise<RenderSubject | undefined> {
    const file = this.#file();
    const strategy = strategyEditor();
    const wanted = vscode.workspace.isTrusted && vscode.workspace.getConfiguration().get(setting, true);
    if (!file || !strategy || !wanted) return undefined;
    const editor = vscode.window.visibleTextEditors.find(({ document: { uri } }) => isAt(uri, file.path));
    const choice = editor && resolved(file, editor.document);
    const name = await this.#rephrasing(strategy);
    return name === undefined || !choice ? undefined : { strategy: strategy.document.uri, rephrasings: [name], choice };
  }

  /** The rephrasing under the cursor, else the one that was previewed last, else the first. */
  async #rephrasing({ document, selection }: vscode.TextEditor): Promise<string | undefined> {
    const never = new vscode.CancellationTokenSource().token;
    const places = await this.#options.server.rephrasings(document.uri, never);
    const under = rephrasingAt(document.getText(), places, selection.active.line);
    const last = places.find(({ name }) => name === this.#lastRephrasing);
    return under ?? last?.name ?? places[0]?.name;
  }

  async #follow(editor: vscode.TextEditor): Promise<void> {
    if (!this.#shown || editor !== strategyEditor()) return;
    const name = await this.#rephrasing(editor);
    if (name !== this.#shown?.rephrasing.name) this.#rendering.request();
  }

  #note({ request: { document, rephrasings } }: FinishedPreview): void {
    this.#lastRephrasing = rephrasings[0] ?? this.#lastRephrasing;
    if (document.kind === 'row') this.#previewed = document;
    if (document.kind === 'text') this.#previewed = fileOf(document.path, document.text);
    this.#rendering.request();
  }

  #show(rendering: Rendering | undefined): void {
    // A strategy that is half-written says nothing new.
    if (rendering?.kind === 'refused') return;
    this.#shown = rendering && shownOf(rendering);
    this.#decorations.show(this.#shown);
  }
}

function shownOf({ subject, document }: Extract<Rendering, { kind: 'rendered' }>): ShownPassages | undefined {
  const [rephrasing] = document.rephrasings;
  const { strategy, choice } = subject;
  if (!rephrasing || !choice.file) return undefined;
  return { file: choice.file, strategy, document, rephrasing, row: isRows(choice.file.path) ? document.row : null };
}

/** The strategy that is worked on: the one in front, else one that is in sight. */
function strategyEditor(): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  const isStrategy = ({ document }: vscode.TextEditor): boolean =>
    document.languageId === languageId && document.uri.scheme === 'file';
  return activeTextEditor && isStrategy(activeTextEditor) ? activeTextEditor : visibleTextEditors.find(isStrategy);
}

/** A text that was previewed, by its file. A row stands behind as many empty lines as there are rows before it. */
function fileOf(path: string, text: string): FileChoice {
  if (!isRows(path)) return { kind: 'file', path };
  return { kind: 'row', path, row: /^\n*/.exec(text)?.[0].length ?? 0 };
}

/** The document as it stands in its editor; undefined where it is empty. */
function resolved(file: FileChoice, document: vscode.TextDocument): ResolvedChoice | undefined {
  const cursorLine = file.kind === 'row' ? file.row : 0;
  const found = previewText({ path: file.path, text: document.getText(), selection: '', cursorLine });
  return found
    ? { document: { kind: 'text', path: found.path, text: found.text }, label: found.label, file: document.uri }
    : undefined;
}

function isRows(path: string): boolean {
  return /\.jsonl$/i.test(path);
}

function isAt(uri: vscode.Uri, path: string): boolean {
  return uri.scheme === 'file' && uri.fsPath === path;
}
