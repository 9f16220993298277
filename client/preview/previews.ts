import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import {
  type ChosenDocument,
  methods,
  type PreviewedDocument,
  type PreviewParams,
  type PreviewResult,
} from '#protocol';
import { modelsInWords } from '../models/places.ts';
import { pullAction, weightsIn } from '../models/missing-weights.ts';
import { Refusal } from '../refusal.ts';
import type { Secrets } from '../secrets.ts';
import type { RunnerService } from '../service/runner-service.ts';
import { type ChosenStrategy, environmentNames } from '../strategies.ts';
import { endedPreview, type PreviewEnd, progressedPreview, type PreviewState, startedPreview } from './state.ts';

export interface PreviewRequest {
  readonly strategy: ChosenStrategy;
  readonly rephrasings: readonly string[];
  readonly document: ChosenDocument;
  /** The document's name, for people. */
  readonly label: string;
  /** Models whose requests go elsewhere for this time. */
  readonly models?: Readonly<Record<string, string>>;
  /** How often the same was asked for again; 0 or absent is what a run would do. */
  readonly again?: number;
  /** Its end is told to its own surface alone: it is one of many, or not as the strategy has it. */
  readonly quiet?: boolean;
}

/** A surface that shows a preview. It is told every state, as often as text comes: it slows down by itself. */
export interface PreviewSink {
  update(state: PreviewState): void;
}

/** A preview that came to its end, and what it was of. */
export interface FinishedPreview {
  readonly request: PreviewRequest;
  readonly document: PreviewedDocument;
}

/**
 * The previews that are under way, each in a slot: a newer one in a slot replaces the older one, and the model stops working
 * on that; those in other slots go on beside it. Every surface previews through this.
 */
export class Previews implements vscode.Disposable {
  readonly #service: RunnerService;
  readonly #secrets: Secrets;
  readonly #changed = new vscode.EventEmitter<readonly string[]>();
  readonly #finished = new vscode.EventEmitter<FinishedPreview>();
  readonly #running = new Map<
    string,
    { readonly label: string; readonly cancellation: vscode.CancellationTokenSource }
  >();

  /** The labels of what is being rephrased, whenever they change. */
  readonly onRunning = this.#changed.event;
  readonly onFinished = this.#finished.event;

  constructor(service: RunnerService, secrets: Secrets) {
    this.#service = service;
    this.#secrets = secrets;
  }

  /**
   * @returns the document as the run would treat it; null where a sample has no such document.
   * @throws Refusal where it failed; CancellationError where it was cancelled or replaced.
   */
  async start(slot: string, request: PreviewRequest, sink: PreviewSink): Promise<PreviewedDocument | null> {
    this.cancel(slot);
    const cancellation = new vscode.CancellationTokenSource();
    this.#running.set(slot, { label: request.label, cancellation });
    this.#tell();
    // An older preview has nothing to say any more, not even that it was cancelled.
    const isNewest = (): boolean => this.#running.get(slot)?.cancellation === cancellation;
    const newest: PreviewSink = { update: (state) => isNewest() && sink.update(state) };
    try {
      return await this.#run(request, newest, cancellation.token);
    } finally {
      if (isNewest()) {
        this.#running.delete(slot);
        this.#tell();
      }
      cancellation.dispose();
    }
  }

  /** Ends the preview of a slot, or all of them. What has come of it stays to be seen. */
  cancel(slot?: string): void {
    for (const [name, { cancellation }] of this.#running)
      if (slot === undefined || slot === name) cancellation.cancel();
  }

  dispose(): void {
    this.cancel();
    this.#changed.dispose();
    this.#finished.dispose();
  }

  #tell(): void {
    this.#changed.fire([...this.#running.values()].map(({ label }) => label));
  }

  async #run(
    request: PreviewRequest,
    sink: PreviewSink,
    cancelled: vscode.CancellationToken,
  ): Promise<PreviewedDocument | null> {
    const { strategy, rephrasings, document, label, models, again } = request;
    const token = randomUUID();
    let state = startedPreview(strategy.described.name, label, rephrasings, modelsInWords(models));
    const show = (next: PreviewState): void => {
      state = next;
      sink.update(next);
    };
    const end = (how: PreviewEnd): void => show(endedPreview(state, how));
    const progress = this.#service.onProgress((further) => {
      if (further.token === token) show(progressedPreview(state, further));
    });
    try {
      sink.update(state);
      const environment = await this.#secrets.environment(environmentNames(strategy.described));
      const params: PreviewParams = {
        strategy: strategy.text,
        document,
        rephrasings,
        environment,
        token,
        ...(models !== undefined && { models }),
        ...(again !== undefined && { again }),
      };
      const { documents } = await this.#service.request<PreviewResult>(methods.preview, params, cancelled);
      const [previewed] = documents;
      if (!previewed) return null;
      end({ kind: 'finished', document: previewed });
      if (request.quiet !== true) this.#finished.fire({ request, document: previewed });
      return previewed;
    } catch (error) {
      if (cancelled.isCancellationRequested) end({ kind: 'cancelled' });
      else end({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
      throw error instanceof Refusal ? withConnectionTest(error, strategy.uri) : error;
    } finally {
      progress.dispose();
    }
  }
}

function withConnectionTest(refusal: Refusal, strategy: vscode.Uri): Refusal {
  const weights = weightsIn(refusal.message);
  if (weights !== undefined) return new Refusal(refusal.message, [pullAction(weights)], { cause: refusal.cause });
  const test = { title: 'Test Connection', command: 'wordmill.testConnection', arguments: [{ strategy }] };
  return new Refusal(refusal.message, [test, ...refusal.actions], { cause: refusal.cause });
}
