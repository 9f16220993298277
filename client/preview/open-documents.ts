import * as vscode from 'vscode';
import { languageId } from '../language-client.ts';
import { Refusal } from '../refusal.ts';
import { isDocumentPath, type PreviewText, previewText } from './document-text.ts';

/** Remembers which document a person read last, because a preview is often asked for from the strategy beside it. */
export class OpenDocuments implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: readonly vscode.Disposable[];
  #last: vscode.TextEditor | undefined;

  /** Another document is the one that was read last. */
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#note(vscode.window.activeTextEditor);
    this.#subscriptions = [
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#note(editor)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document)),
    ];
  }

  /** Name of the document that a preview would take, if one is open. */
  get name(): string | undefined {
    return (this.#editor()?.document.uri ?? openTab())?.path.split('/').at(-1);
  }

  /**
   * The document that was read last, or its row or selection.
   * @throws Refusal where none is open, or it is empty.
   */
  async text(): Promise<PreviewText> {
    const editor = this.#editor();
    const uri = editor?.document.uri ?? openTab();
    if (!uri) {
      throw new Refusal('Open the document to rephrase first: a .txt, .md, .html or .jsonl file.', [
        { title: 'Open File', command: 'workbench.action.quickOpen' },
        { title: 'Preview on Sample', command: 'wordmill.previewSample' },
      ]);
    }
    const document = await vscode.workspace.openTextDocument(uri);
    const selection = editor?.selection ?? new vscode.Selection(0, 0, 0, 0);
    const path = document.uri.scheme === 'file' ? document.uri.fsPath : `${document.uri.path}${endingOf(document)}`;
    const found = previewText({
      path,
      text: document.getText(),
      selection: document.getText(selection),
      cursorLine: selection.active.line,
    });
    if (found) return found;
    throw new Refusal(
      /\.jsonl$/i.test(path)
        ? 'The cursor stands in an empty line; put it into the row that is to be rephrased.'
        : 'The document is empty; there is nothing to rephrase.',
    );
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  #editor(): vscode.TextEditor | undefined {
    if (this.#last) return this.#last;
    return vscode.window.visibleTextEditors.find(({ document }) => isDocument(document));
  }

  #note(editor: vscode.TextEditor | undefined): void {
    if (!editor || !isDocument(editor.document) || editor === this.#last) return;
    this.#last = editor;
    this.#changed.fire();
  }

  #forget(document: vscode.TextDocument): void {
    if (this.#last?.document !== document) return;
    this.#last = undefined;
    this.#changed.fire();
  }
}

/** A document that was opened before the extension was there to see it: its tab is all that tells. */
function openTab(): vscode.Uri | undefined {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri] : []))
    .find(({ scheme, path }) => scheme === 'file' && isDocumentPath(path));
}

/** Whatever is text and no strategy can be rephrased, if it is a file of a known kind, not saved yet, or in front. */
function isDocument({ uri, languageId: language }: vscode.TextDocument): boolean {
  if (language === languageId) return false;
  return uri.scheme === 'untitled' || (uri.scheme === 'file' && isDocumentPath(uri.path));
}

/** The ending that says how a text without a file is read. */
function endingOf({ languageId: language }: vscode.TextDocument): string {
  const endings: Readonly<Record<string, string>> = { html: '.html', markdown: '.md', jsonl: '.jsonl' };
  return endings[language] ?? '.txt';
}
