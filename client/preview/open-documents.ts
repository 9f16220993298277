import * as vscode from 'vscode';
import { languageId } from '../language-client.ts';
import { Refusal } from '../refusal.ts';
import { textTabs } from '../tabs.ts';
import { isDocumentPath, type PreviewText, previewText } from './document-text.ts';

/** A piece of an open document that a person means: what is selected, the row under the cursor, or all of it. */
export interface OpenPassage {
  readonly uri: vscode.Uri;
  readonly kind: 'selection' | 'row' | 'whole';
  /** In the document's text as it was; empty at the beginning where all of it is meant. */
  readonly span: { readonly start: number; readonly end: number };
}

/** Remembers which document a person read last, because a preview is often asked for from the strategy beside it. */
export class OpenDocuments implements vscode.Disposable {
  readonly #subscriptions: readonly vscode.Disposable[];
  #last: vscode.TextEditor | undefined;

  constructor() {
    this.#note(vscode.window.activeTextEditor);
    this.#subscriptions = [
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#note(editor)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document)),
    ];
  }

  /**
   * The document that was read last, or its row or selection.
   * @throws Refusal where none is open.
   */
  passage(): OpenPassage {
    const editor = this.#editor();
    const uri = editor?.document.uri ?? openTab();
    if (!uri) {
      throw new Refusal('Open the document to rephrase first: a .txt, .md, .html or .jsonl file.', [
        { title: 'Open File', command: 'workbench.action.quickOpen' },
      ]);
    }
    if (!editor) return { uri, kind: 'whole', span: { start: 0, end: 0 } };
    const { document, selection } = editor;
    const spanOf = ({ start, end }: vscode.Range): OpenPassage['span'] => ({
      start: document.offsetAt(start),
      end: document.offsetAt(end),
    });
    if (document.getText(selection).trim() !== '') return { uri, kind: 'selection', span: spanOf(selection) };
    if (!isRows(pathOf(document))) return { uri, kind: 'whole', span: { start: 0, end: 0 } };
    return { uri, kind: 'row', span: spanOf(document.lineAt(selection.active).range) };
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #editor(): vscode.TextEditor | undefined {
    if (this.#last) return this.#last;
    return vscode.window.visibleTextEditors.find(({ document }) => isDocument(document));
  }

  #note(editor: vscode.TextEditor | undefined): void {
    if (editor && isDocument(editor.document)) this.#last = editor;
  }

  #forget(document: vscode.TextDocument): void {
    if (this.#last?.document === document) this.#last = undefined;
  }
}

/**
 * A piece of a document as it is now, saved or not.
 * @param span where the piece is by now
 * @throws Refusal where it is empty.
 */
export async function passageText(
  { uri, kind }: Pick<OpenPassage, 'uri' | 'kind'>,
  span: OpenPassage['span'],
): Promise<PreviewText> {
  const document = await vscode.workspace.openTextDocument(uri);
  const path = pathOf(document);
  const range = new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
  const found = previewText({
    path,
    text: document.getText(),
    selection: kind === 'selection' ? document.getText(range) : '',
    cursorLine: range.start.line,
  });
  if (found) return found;
  throw new Refusal(
    isRows(path)
      ? 'The cursor stands in an empty line; put it into the row that is to be rephrased.'
      : 'The document is empty; there is nothing to rephrase.',
  );
}

/** The open documents that could be rephrased, by their tabs. */
export function openDocumentTabs(): readonly vscode.Uri[] {
  const uris = textTabs().filter(({ scheme, path }) => scheme === 'file' && isDocumentPath(path));
  return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}

/** A document that was opened before the extension was there to see it: its tab is all that tells. */
function openTab(): vscode.Uri | undefined {
  return openDocumentTabs()[0];
}

function pathOf(document: vscode.TextDocument): string {
  const { uri } = document;
  return uri.scheme === 'file' ? uri.fsPath : `${uri.path}${endingOf(document)}`;
}

function isRows(path: string): boolean {
  return /\.jsonl$/i.test(path);
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
