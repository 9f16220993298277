import * as vscode from 'vscode';
import type { RenderedRequest } from '#protocol';
import { linksIn } from '../preview/strategy-links.ts';
import { columnOfScheme, openProvided, showBeside } from '../tabs.ts';
import { type PromptProblem, type PromptText, renderPrompt, type ShownPrompt } from './render-prompt.ts';

export const promptScheme = 'wordmill-prompt';

/** One prompt at a time, so one document. */
const promptUri = vscode.Uri.from({ scheme: promptScheme, path: '/Wordmill Prompt' });

const language = 'wordmill-preview';
const gone = 'The prompt ended with the window. Show it again.\n';

/** Whose prompt is shown. */
export interface PromptOwner {
  readonly strategy: vscode.Uri;
  readonly rephrasing: string;
}

/** The read-only document that shows what would be sent. VS Code applies changes as edits, so that it stays where it is. */
export class PromptEditor implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  /** Text that stands there from before, while the strategy has errors. */
  readonly #old = vscode.window.createTextEditorDecorationType({
    color: new vscode.ThemeColor('disabledForeground'),
    isWholeLine: true,
  });
  /** What is wrong with the strategy. */
  readonly #wrong = vscode.window.createTextEditorDecorationType({
    color: new vscode.ThemeColor('errorForeground'),
    isWholeLine: true,
  });
  readonly #subscriptions: readonly vscode.Disposable[];
  #owner: PromptOwner | undefined;
  #prompt: ShownPrompt | undefined;
  #problem: PromptProblem | undefined;
  #shown: PromptText | undefined;

  constructor() {
    const { workspace, languages, window } = vscode;
    this.#subscriptions = [
      this.#changed,
      this.#old,
      this.#wrong,
      workspace.registerTextDocumentContentProvider(promptScheme, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: () => this.#shown?.text ?? gone,
      }),
      languages.registerDocumentLinkProvider(
        { scheme: promptScheme },
        { provideDocumentLinks: (document) => linksIn(document, this.#owner?.strategy) },
      ),
      workspace.onDidChangeTextDocument(({ document }) => document.uri.scheme === promptScheme && this.#dim()),
      window.onDidChangeVisibleTextEditors(() => this.#dim()),
    ];
  }

  get owner(): PromptOwner | undefined {
    return this.#owner;
  }

  get isOpen(): boolean {
    return columnOfScheme(promptScheme) !== undefined;
  }

  /** Shows the editor beside the one in front, which stays in front. */
  async open(owner: PromptOwner): Promise<void> {
    const same =
      this.#owner?.rephrasing === owner.rephrasing && String(this.#owner.strategy) === String(owner.strategy);
    if (!same) this.#prompt = undefined;
    this.#owner = owner;
    this.#refresh();
    await showBeside(await openProvided(promptUri, language, () => this.#changed.fire(promptUri)));
  }

  show(prompt: ShownPrompt): void {
    this.#prompt = prompt;
    this.#problem = undefined;
    this.#refresh();
  }

  /** Says what is wrong, above the last prompt that there was. */
  showProblem(problem: PromptProblem): void {
    this.#problem = problem;
    this.#refresh();
  }

  /** The request under the cursor, else the first. */
  get request(): RenderedRequest | undefined {
    const line = promptEditors()[0]?.selection.active.line ?? 0;
    return this.#shown?.requestAt(line) ?? this.#prompt?.rephrasing.requests[0];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #refresh(): void {
    if (!this.#owner) return;
    this.#shown = renderPrompt(this.#owner.rephrasing, this.#prompt, this.#problem);
    this.#changed.fire(promptUri);
  }

  #dim(): void {
    for (const editor of promptEditors()) {
      const below = new vscode.Range(2, 0, Math.max(2, editor.document.lineCount - 1), 0);
      editor.setDecorations(this.#wrong, this.#problem ? [new vscode.Range(1, 0, 1, 0)] : []);
      editor.setDecorations(this.#old, this.#problem && this.#prompt ? [below] : []);
    }
  }
}

function promptEditors(): readonly vscode.TextEditor[] {
  return vscode.window.visibleTextEditors.filter(({ document }) => document.uri.scheme === promptScheme);
}
