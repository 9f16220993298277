import * as vscode from 'vscode';
import type { RenderedDocument, RenderedRephrasing } from '#protocol';
import { type Label, type PassageMarks, passageMarks } from './marks.ts';
import { whyMarkdown } from './why.ts';

/** What is shown in the editors of a document. */
export interface ShownPassages {
  readonly file: vscode.Uri;
  readonly strategy: vscode.Uri;
  readonly document: RenderedDocument;
  readonly rephrasing: RenderedRephrasing;
  readonly row: number | null;
}

const muted = new vscode.ThemeColor('editorCodeLens.foreground');

/** Where passages begin and what the seed step says of a document, in every editor that shows it. */
export class PassageDecorations implements vscode.Disposable {
  readonly #border = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    borderWidth: '0 0 1px 0',
    borderStyle: 'solid',
    borderColor: muted,
  });
  readonly #label = vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  readonly #changed = new vscode.EventEmitter<void>();
  #hints: vscode.Disposable | undefined;
  #shown: ShownPassages | undefined;

  show(shown: ShownPassages | undefined): void {
    this.#shown = shown;
    // Amid a line only a hint is heeded where lines are wrapped.
    if (shown) this.#hints ??= this.#registerHints();
    for (const editor of vscode.window.visibleTextEditors) this.#decorate(editor);
    this.#changed.fire();
  }

  dispose(): void {
    for (const one of [this.#border, this.#label, this.#changed, this.#hints]) one?.dispose();
  }

  #marksOf(document: vscode.TextDocument): PassageMarks | undefined {
    const shown = this.#shown;
    if (!shown || document.uri.toString() !== shown.file.toString()) return undefined;
    return passageMarks(shown.document, shown.rephrasing, { text: document.getText(), row: shown.row });
  }

  #decorate(editor: vscode.TextEditor): void {
    const { document } = editor;
    const marks = this.#marksOf(document);
    const above = marks?.above ?? [];
    const labels = marks?.note ? [...above, marks.note] : above;
    editor.setDecorations(
      this.#border,
      above.map(({ line }) => new vscode.Range(line, 0, line, 0)),
    );
    editor.setDecorations(
      this.#label,
      labels.map((label) => this.#decoration(document, label)),
    );
  }

  #decoration(document: vscode.TextDocument, { line, text }: Label): vscode.DecorationOptions {
    const range = document.validateRange(new vscode.Range(line, 0, line, Number.MAX_SAFE_INTEGER));
    // An empty line has no end to keep away from.
    const margin = range.isEmpty ? '0' : '0 0 0 2em';
    const renderOptions = { after: { contentText: text, color: muted, margin } };
    return { range, hoverMessage: this.#why(), renderOptions };
  }

  #registerHints(): vscode.Disposable {
    return vscode.languages.registerInlayHintsProvider(
      { scheme: 'file' },
      {
        onDidChangeInlayHints: this.#changed.event,
        provideInlayHints: (document) =>
          this.#marksOf(document)?.amid.map(({ line, character, text }) => {
            const hint = new vscode.InlayHint(new vscode.Position(line, character), text);
            hint.paddingRight = true;
            hint.tooltip = this.#why();
            return hint;
          }) ?? [],
      },
    );
  }

  #why(): vscode.MarkdownString {
    const shown = this.#shown;
    return new vscode.MarkdownString(
      shown ? whyMarkdown(shown.document, shown.rephrasing, shown.strategy.toString()) : '',
    );
  }
}
