import * as vscode from 'vscode';
import { type DescribeResult, methods, type RenderedDocument, type RenderParams, type RenderResult } from '#protocol';
import type { ResolvedChoice } from '../preview/document-choice.ts';
import { throttle } from '../preview/throttle.ts';
import { Refusal } from '../refusal.ts';
import type { RunnerService } from '../service/runner-service.ts';
import { strategyText } from '../strategies.ts';

/** What is to be rendered. */
export interface RenderSubject {
  readonly strategy: vscode.Uri;
  /** Names; empty is all of them. */
  readonly rephrasings: readonly string[];
  readonly choice: ResolvedChoice;
  /** Models whose requests go elsewhere for this time. */
  readonly models?: Readonly<Record<string, string>>;
}

/** What a strategy makes of a document now, or why it makes nothing of it; lines count from 1. */
export type Rendering =
  | { readonly kind: 'rendered'; readonly subject: RenderSubject; readonly document: RenderedDocument }
  | { readonly kind: 'refused'; readonly message: string; readonly line: number | null };

export interface LiveRenderingOptions {
  readonly service: RunnerService;
  /** What is to be rendered now; undefined where nothing is. @throws Refusal where it cannot be said. */
  readonly subject: () => Promise<RenderSubject | undefined>;
  readonly show: (rendering: Rendering | undefined) => void;
  readonly failed: (error: unknown) => void;
}

/** Changes that come closer together than this are rendered as one: more than a screen shows. */
const coalesceMs = 30;

/** Renders without a model whenever it is asked to, at once; only the newest answer counts. */
export class LiveRendering implements vscode.Disposable {
  readonly #options: LiveRenderingOptions;
  readonly #throttled = throttle(() => void this.#renew(), coalesceMs);
  #newest: vscode.CancellationTokenSource | undefined;

  constructor(options: LiveRenderingOptions) {
    this.#options = options;
  }

  request(): void {
    this.#throttled.request();
  }

  dispose(): void {
    this.#throttled.dispose();
    this.#newest?.cancel();
  }

  async #renew(): Promise<void> {
    this.#newest?.cancel();
    const mine = new vscode.CancellationTokenSource();
    this.#newest = mine;
    const { subject, show, failed, service } = this.#options;
    try {
      const asked = await subject();
      const rendering =
        asked && !mine.token.isCancellationRequested ? await renderNow(asked, service, mine.token) : undefined;
      if (!mine.token.isCancellationRequested) show(rendering);
    } catch (error) {
      if (mine.token.isCancellationRequested || error instanceof vscode.CancellationError) return;
      if (error instanceof Refusal) show({ kind: 'refused', message: error.message, line: null });
      else failed(error);
    } finally {
      mine.dispose();
    }
  }
}

/** What a strategy makes of a document, as both stand in the editor. */
export async function renderNow(
  subject: RenderSubject,
  service: RunnerService,
  token?: vscode.CancellationToken,
): Promise<Rendering> {
  const strategy = strategyText(await vscode.workspace.openTextDocument(subject.strategy));
  const { rephrasings, choice, models } = subject;
  const params: RenderParams = { strategy, document: choice.document, rephrasings, ...(models && { models }) };
  try {
    const { document } = await service.request<RenderResult>(methods.render, params, token);
    if (document) return { kind: 'rendered', subject, document };
    return { kind: 'refused', message: `There is no ${choice.label}.`, line: null };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { errors, notRunnable } = await service.request<DescribeResult>(methods.describe, { strategy }, token);
    const [first] = errors;
    if (first) return { kind: 'refused', ...first };
    return { kind: 'refused', message: notRunnable ?? error.message, line: null };
  }
}
