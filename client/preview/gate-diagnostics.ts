import * as vscode from 'vscode';
import type { PreviewedRephrasing } from '#protocol';
import type { FinishedPreview, Previews } from './previews.ts';

/** Where the output of a result can be looked at. */
type OutputOf = (finished: FinishedPreview, result: PreviewedRephrasing) => vscode.Uri;

/** Brings what a preview found back to the lines of the strategy that caused it, until the strategy changes. */
export class GateDiagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('wordmill preview');
  readonly #listener = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0 && document.uri.toString() === this.#shown?.strategy.toString()) this.#clear();
  });

  readonly #finished: vscode.Disposable;
  readonly #outputOf: OutputOf;
  /** Marks by the rephrasings that were previewed together. */
  #shown: { readonly strategy: vscode.Uri; readonly marks: Map<string, readonly vscode.Diagnostic[]> } | undefined;

  constructor(previews: Previews, outputOf: OutputOf) {
    this.#outputOf = outputOf;
    this.#finished = previews.onFinished((finished) => void this.#showFinished(finished));
  }

  /** Lines of a strategy that was changed meanwhile are other lines, so nothing is shown there. */
  async #showFinished(finished: FinishedPreview): Promise<void> {
    const { strategy } = finished.request;
    const document = await vscode.workspace.openTextDocument(strategy.uri);
    if (document.getText() === strategy.text.text) this.#show(document, finished);
  }

  /** Replaces what was shown before, of the same rephrasings: others may be previewed beside them. */
  #show(strategy: vscode.TextDocument, finished: FinishedPreview): void {
    const { rephrasings } = finished.request;
    const { id, skipped, results } = finished.document;
    const found = results.flatMap((result) => {
      const { rephrasing, reject } = result;
      if (!reject || reject.line === null) return [];
      const mark = diagnostic(strategy, reject.line, `${rephrasing} of ${id}: ${reject.message}`);
      const place = new vscode.Location(this.#outputOf(finished, result), new vscode.Position(0, 0));
      if (mark) mark.relatedInformation = [new vscode.DiagnosticRelatedInformation(place, 'What it rejects')];
      return [mark];
    });
    if (skipped)
      found.push(diagnostic(strategy, skipped.line, `${id} is skipped: \`${skipped.expression}\` is not true.`));
    if (this.#shown?.strategy.toString() !== strategy.uri.toString()) this.#clear();
    const marks = this.#shown?.marks ?? new Map<string, readonly vscode.Diagnostic[]>();
    this.#shown = { strategy: strategy.uri, marks };
    for (const [key] of marks) if (key.split('\n').every((name) => rephrasings.includes(name))) marks.delete(key);
    marks.set(
      rephrasings.join('\n'),
      found.filter((one) => one !== undefined),
    );
    this.#collection.set(strategy.uri, [...marks.values()].flat());
  }

  #clear(): void {
    this.#collection.clear();
    this.#shown = undefined;
  }

  dispose(): void {
    this.#finished.dispose();
    this.#listener.dispose();
    this.#collection.dispose();
  }
}

function diagnostic(strategy: vscode.TextDocument, line: number, message: string): vscode.Diagnostic | undefined {
  if (line < 1 || line > strategy.lineCount) return undefined;
  const { text } = strategy.lineAt(line - 1);
  // The item itself, without the dash that makes it one of a list.
  const start = /^\s*(?:- +)?/.exec(text)?.[0].length ?? 0;
  const range = new vscode.Range(line - 1, start, line - 1, text.trimEnd().length);
  const found = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Information);
  found.source = 'wordmill preview';
  return found;
}
