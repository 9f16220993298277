import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { methods, type PreviewedDocument, type PreviewParams, type PreviewResult } from '#protocol';
import { Refusal } from '../refusal.ts';
import type { Secrets } from '../secrets.ts';
import type { RunnerService } from '../service/runner-service.ts';
import { type ChosenStrategy, environmentNames } from '../strategies.ts';
import { GateDiagnostics } from './gate-diagnostics.ts';
import { PreviewEditor } from './preview-editor.ts';
import { endedPreview, type PreviewEnd, progressedPreview, type PreviewState, startedPreview } from './state.ts';

export interface PreviewRequest {
  readonly strategy: ChosenStrategy;
  readonly rephrasings: readonly string[];
  readonly document: PreviewParams['document'];
  /** The document's name, for people. */
  readonly label: string;
}

/** Runs one preview at a time; a newer one replaces an older one, and the model stops working on that. */
export class Previewer implements vscode.Disposable {
  readonly #service: RunnerService;
  readonly #secrets: Secrets;
  readonly #editor = new PreviewEditor();
  readonly #diagnostics = new GateDiagnostics();
  readonly #running = new vscode.EventEmitter<string | null>();
  #cancellation: vscode.CancellationTokenSource | undefined;

  /** What is being rephrased, or null when nothing is any more. */
  readonly onRunning = this.#running.event;

  constructor(service: RunnerService, secrets: Secrets) {
    this.#service = service;
    this.#secrets = secrets;
  }

  /** @returns the document as the run would treat it; null where a sample has no such document. */
  async preview(request: PreviewRequest): Promise<PreviewedDocument | null> {
    this.cancel();
    const cancellation = new vscode.CancellationTokenSource();
    this.#cancellation = cancellation;
    this.#running.fire(request.label);
    try {
      return await this.#run(request, cancellation.token);
    } finally {
      if (this.#cancellation === cancellation) {
        this.#cancellation = undefined;
        this.#running.fire(null);
      }
      cancellation.dispose();
    }
  }

  cancel(): void {
    this.#cancellation?.cancel();
  }

  dispose(): void {
    this.cancel();
    this.#editor.dispose();
    this.#diagnostics.dispose();
    this.#running.dispose();
  }

  async #run(request: PreviewRequest, cancelled: vscode.CancellationToken): Promise<PreviewedDocument | null> {
    const { strategy, rephrasings, document, label } = request;
    const token = randomUUID();
    let state = startedPreview(strategy.described.name, label, rephrasings);
    const show = (next: PreviewState): void => {
      state = next;
      // An older preview has nothing to say any more, not even that it was cancelled.
      if (this.#cancellation?.token === cancelled) this.#editor.update(next);
    };
    const end = (how: PreviewEnd): void => show(endedPreview(state, how));
    const progress = this.#service.onProgress((further) => {
      if (further.token === token) show(progressedPreview(state, further));
    });
    this.#diagnostics.clear();
    try {
      await this.#editor.open(state, strategy.uri);
      const environment = await this.#secrets.environment(environmentNames(strategy.described));
      const params: PreviewParams = { strategy: strategy.text, document, rephrasings, environment, token };
      const { documents } = await this.#service.request<PreviewResult>(methods.preview, params, cancelled);
      const [previewed] = documents;
      if (!previewed) return null;
      end({ kind: 'finished', document: previewed });
      await this.#showGates(strategy, previewed);
      return previewed;
    } catch (error) {
      if (cancelled.isCancellationRequested) end({ kind: 'cancelled' });
      else end({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
      throw error instanceof Refusal ? withConnectionTest(error, strategy.uri) : error;
    } finally {
      progress.dispose();
    }
  }

  /** Lines of a strategy that was changed meanwhile are other lines, so nothing is shown there. */
  async #showGates(strategy: ChosenStrategy, previewed: PreviewedDocument): Promise<void> {
    const document = await vscode.workspace.openTextDocument(strategy.uri);
    if (document.getText() === strategy.text.text) this.#diagnostics.show(document, previewed);
  }
}

function withConnectionTest(refusal: Refusal, strategy: vscode.Uri): Refusal {
  const test = { title: 'Test Connection', command: 'wordmill.testConnection', arguments: [{ strategy }] };
  return new Refusal(refusal.message, [test, ...refusal.actions], { cause: refusal.cause });
}
