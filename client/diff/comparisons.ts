import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { PreviewedDocument, RenderedDocument } from '#protocol';
import { fidelityDiagnostics, type ShownDocument } from '../fidelity/diagnostics.ts';
import type { FinishedPreview, PreviewRequest, Previews } from '../preview/previews.ts';
import { endedPreview, type PreviewState, startedPreview } from '../preview/state.ts';
import { throttle } from '../preview/throttle.ts';
import { outputScheme, placeOf, sourceScheme, urisOf } from './comparison-uri.ts';
import { type Piece, piecesOf } from './pieces.ts';

/** A preview whose answers can be set beside their source. */
export interface Comparison {
  readonly id: string;
  readonly request: PreviewRequest;
  readonly state: PreviewState;
  readonly rendered: RenderedDocument | null;
}

/** An editor follows a stream at most so often: more cannot be read, and VS Code drops what comes faster. */
const refreshMs = 100;

/** Finished previews that are remembered, so that they need not be asked for again. */
const mostKept = 50;

const gone = 'This comparison is not kept any more. Compare again.\n';

/** Previews as pairs of read-only documents, the source and what was made of it, with their findings as diagnostics. */
export class Comparisons implements vscode.Disposable {
  readonly #kept = new Map<string, Comparison>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #findings = vscode.languages.createDiagnosticCollection('wordmill fidelity');
  readonly #refresh = throttle(() => this.#tell(), refreshMs);
  readonly #subscriptions: readonly vscode.Disposable[];
  /** Comparisons that changed since editors were told. */
  readonly #stale = new Set<string>();

  constructor(previews: Previews) {
    const provider: vscode.TextDocumentContentProvider = {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: (uri) => this.#textAt(uri),
    };
    this.#subscriptions = [
      previews.onFinished((finished) => this.ofFinished(finished)),
      vscode.workspace.registerTextDocumentContentProvider(sourceScheme, provider),
      vscode.workspace.registerTextDocumentContentProvider(outputScheme, provider),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#findings.delete(uri)),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => this.#opened(uri)),
    ];
  }

  /** The comparison that shows a preview, from its first state on. */
  of(request: PreviewRequest): Comparison {
    const known = [...this.#kept.values()].find((one) => one.request === request);
    if (known) return known;
    const state = startedPreview(request.strategy.described.name, request.label, request.rephrasings);
    const made: Comparison = { id: randomUUID(), request, state, rendered: null };
    this.#kept.set(made.id, made);
    this.#forgetOldest();
    return made;
  }

  /** That of a preview which was shown elsewhere and has come to its end. */
  ofFinished({ request, document }: FinishedPreview): Comparison {
    const { id, state } = this.of(request);
    return this.change(id, { state: endedPreview(state, { kind: 'finished', document }) });
  }

  get(id: string): Comparison | undefined {
    return this.#kept.get(id);
  }

  /** That of a preview which ended with this very result, if it is still remembered. */
  ending(document: PreviewedDocument): Comparison | undefined {
    return [...this.#kept.values()].find(({ state: { end } }) => end?.kind === 'finished' && end.document === document);
  }

  /** The newest finished preview of a rephrasing of this very strategy and document by these models, as a run would do it. */
  find(asked: PreviewRequest, rephrasing: string): Comparison | undefined {
    const essence = ({ strategy, document, models }: PreviewRequest): string =>
      JSON.stringify([strategy.text, document, models]);
    return [...this.#kept.values()].findLast(
      ({ request, state }) =>
        state.end?.kind === 'finished' &&
        (request.again ?? 0) === 0 &&
        state.rephrasings.some(({ name }) => name === rephrasing) &&
        essence(request) === essence(asked),
    );
  }

  /** The source of a result, for what refers to it. */
  sourceOf(document: PreviewedDocument, index: number): ShownDocument | undefined {
    const comparison = this.ending(document);
    const pieces = comparison ? piecesOf(comparison) : [];
    const piece = pieces[index];
    if (!comparison || !piece) return undefined;
    return { uri: urisOf(comparison, index, pieces).source, text: piece.source, offset: -piece.sourceStart };
  }

  change(id: string, change: Partial<Pick<Comparison, 'state' | 'rendered'>>): Comparison {
    const before = this.#kept.get(id);
    if (!before) throw new Error(`No comparison is called ${id}.`);
    const after = { ...before, ...change };
    this.#kept.set(id, after);
    this.#stale.add(id);
    this.#refresh.request();
    return after;
  }

  /** Where the output of a result stands, for what refers to it. */
  outputOf(finished: FinishedPreview, result: PreviewedDocument['results'][number]): vscode.Uri {
    const comparison = this.ofFinished(finished);
    const pieces = piecesOf(comparison);
    return urisOf(comparison, Math.max(0, finished.document.results.indexOf(result)), pieces).output;
  }

  dispose(): void {
    this.#refresh.dispose();
    for (const one of [...this.#subscriptions, this.#findings, this.#changed]) one.dispose();
  }

  #pieceAt(uri: vscode.Uri): { readonly comparison: Comparison; readonly piece: Piece | undefined } | undefined {
    const place = placeOf(uri);
    const comparison = place && this.#kept.get(place.id);
    if (!comparison) return undefined;
    const pieces = piecesOf(comparison).filter(({ rephrasing }) => rephrasing === place.rephrasing);
    return { comparison, piece: pieces[place.nth] ?? pieces[0] };
  }

  #textAt(uri: vscode.Uri): string {
    const found = this.#pieceAt(uri);
    if (!found) return gone;
    return (uri.scheme === sourceScheme ? found.piece?.source : found.piece?.output) ?? '';
  }

  /** VS Code drops changes of a document that is not open yet, so that it may have an older text. */
  #opened(uri: vscode.Uri): void {
    const place = placeOf(uri);
    if (!place || !this.#kept.has(place.id)) return;
    this.#mark(uri);
    this.#stale.add(place.id);
    this.#refresh.request();
  }

  #tell(): void {
    for (const { uri } of vscode.workspace.textDocuments) {
      const place = placeOf(uri);
      if (place && this.#stale.has(place.id)) {
        this.#changed.fire(uri);
        this.#mark(uri);
      }
    }
    this.#stale.clear();
  }

  /** Findings count in the text that is shown last, so there are none before the end. */
  #mark(uri: vscode.Uri): void {
    const place = placeOf(uri);
    const piece = place && this.#pieceAt(uri)?.piece;
    if (!piece) return;
    const { source, output } = place.uris;
    const found = fidelityDiagnostics(
      piece.findings,
      { uri: output, text: piece.output, offset: 0 },
      { uri: source, text: piece.source, offset: -piece.sourceStart },
    );
    this.#findings.set(uri, uri.scheme === outputScheme ? found.output : found.source);
  }

  /** What an editor shows is not forgotten. */
  #forgetOldest(): void {
    const shown = new Set(vscode.workspace.textDocuments.map(({ uri }) => placeOf(uri)?.id));
    const free = [...this.#kept.values()].filter(({ id, state }) => !shown.has(id) && state.end !== null);
    for (const { id } of free.slice(0, Math.max(0, this.#kept.size - mostKept))) this.#kept.delete(id);
  }
}
