import * as vscode from 'vscode';
import {
  methods,
  type PreviewedDocument,
  type RenderedDocument,
  type RenderParams,
  type RenderResult,
} from '#protocol';
import { requireTrust } from '../commands.ts';
import type { ModelChoice } from '../models/model-choice.ts';
import type { DocumentChoice } from '../preview/document-choice.ts';
import type { PreviewRequest, Previews } from '../preview/previews.ts';
import { endedPreview } from '../preview/state.ts';
import { Refusal } from '../refusal.ts';
import type { RunnerService } from '../service/runner-service.ts';
import { chooseStrategy, type ChosenStrategy, describeStrategy } from '../strategies.ts';
import { targetOf } from '../target.ts';
import type { Comparison, Comparisons } from './comparisons.ts';
import { placeInFront, showComparison } from './show-comparison.ts';
import { piecesOf } from './pieces.ts';

export interface DiffCommandsOptions {
  readonly comparisons: Comparisons;
  readonly previews: Previews;
  readonly choice: DocumentChoice;
  readonly models: ModelChoice;
  readonly service: RunnerService;
  readonly memento: vscode.Memento;
}

export interface DiffCommands {
  showDiff(argument: unknown): Promise<PreviewedDocument | null>;
  /** What an inline preview shows, beside its source. */
  openInline(shown: ShownInline | undefined): Promise<void>;
  next(): Promise<void>;
  previous(): Promise<void>;
}

/** An inline preview, as far as it matters here. */
interface ShownInline {
  readonly finished: PreviewedDocument | undefined;
  readonly target: { readonly rephrasing: string };
}

const slot = 'diff';

/** The source beside its rephrasing, in a diff editor that follows the answer. */
export function createDiffCommands(options: DiffCommandsOptions): DiffCommands {
  const { comparisons, previews, choice, models, service, memento } = options;

  async function showDiff(argument: unknown): Promise<PreviewedDocument | null> {
    requireTrust('A comparison');
    const { strategy: given, rephrasings } = targetOf(argument);
    const strategy = await describeStrategy(await chooseStrategy(given, memento), service);
    const name = rephrasings?.[0] ?? (await pickRephrasing(strategy));
    const { document, label } = await choice.resolve();
    return compare({ strategy, rephrasings: [name], document, label, ...models.models(strategy.uri) }, name);
  }

  /** Shows what is known already, else asks for it. */
  async function compare(request: PreviewRequest, name: string): Promise<PreviewedDocument | null> {
    const known = comparisons.find(request, name);
    if (!known) return preview(request, name);
    await showKnown(known, name);
    return known.state.end?.kind === 'finished' ? known.state.end.document : null;
  }

  async function preview(request: PreviewRequest, name: string): Promise<PreviewedDocument | null> {
    const { id } = comparisons.of(request);
    const opened = withRendered(id).then((comparison) => showComparison(comparison, { rephrasing: name, nth: 0 }));
    try {
      const previewed = await previews.start(slot, request, { update: (state) => comparisons.change(id, { state }) });
      if (previewed) return previewed;
      const message = 'The sample has no such document.';
      comparisons.change(id, { state: endedPreview(comparisons.of(request).state, { kind: 'failed', message }) });
      throw new Refusal(message, [{ title: 'Choose Document', command: 'wordmill.chooseDocument' }]);
    } finally {
      await opened;
    }
  }

  async function showKnown({ id, rendered }: Comparison, name: string): Promise<void> {
    const comparison = rendered ? comparisons.get(id) : await withRendered(id);
    if (comparison) await showComparison(comparison, { rephrasing: name, nth: 0 });
  }

  /** The source is there before the first word of the answer, and passages are known. */
  async function withRendered(id: string): Promise<Comparison> {
    const comparison = comparisons.get(id);
    if (!comparison) throw new Error(`No comparison is called ${id}.`);
    const rendered = await render(comparison.request);
    return rendered ? comparisons.change(id, { rendered }) : (comparisons.get(id) ?? comparison);
  }

  /** What keeps a strategy from being rendered keeps it from being previewed, and is told by that. */
  async function render(request: PreviewRequest): Promise<RenderedDocument | null> {
    const { strategy, document, rephrasings, models: elsewhere } = request;
    const params: RenderParams = {
      strategy: strategy.text,
      document,
      rephrasings,
      ...(elsewhere && { models: elsewhere }),
    };
    try {
      return (await service.request<RenderResult>(methods.render, params)).document;
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  }

  async function step(by: 1 | -1): Promise<void> {
    const place = placeInFront();
    const comparison = place && comparisons.get(place.id);
    if (!comparison) throw new Refusal('This comparison is not kept any more; compare again.', [compareAgain]);
    const own = piecesOf(comparison).filter(({ rephrasing }) => rephrasing === place.rephrasing);
    const next = place.nth + by;
    if (own[next]) return showComparison(comparison, { rephrasing: place.rephrasing, nth: next });
    requireTrust('A comparison');
    const strategy = await describeStrategy(comparison.request.strategy.uri, service);
    const names = strategy.described.rephrasings.map(({ name }) => name);
    const name = names.at((names.indexOf(place.rephrasing) + by) % names.length);
    if (name === undefined) return;
    const { document, label, models: elsewhere } = comparison.request;
    const request = { strategy, rephrasings: [name], document, label, ...(elsewhere && { models: elsewhere }) };
    await compare(request, name);
  }

  async function openInline(shown: ShownInline | undefined): Promise<void> {
    if (!shown?.finished) throw new Refusal('The preview has no result that could be compared; preview again.');
    const known = comparisons.ending(shown.finished);
    if (!known) throw new Refusal('So much was previewed since that this is forgotten; preview again.');
    await showKnown(known, shown.target.rephrasing);
  }

  return { showDiff, openInline, next: () => step(1), previous: () => step(-1) };
}

const compareAgain = { title: 'Compare', command: 'wordmill.showDiff' };

async function pickRephrasing({ described }: ChosenStrategy): Promise<string> {
  const [only, ...others] = described.rephrasings;
  if (only && others.length === 0) return only.name;
  const picked = await vscode.window.showQuickPick(
    described.rephrasings.map(({ name, about, models }) => ({
      label: name,
      description: models.join(', '),
      ...(about !== null && { detail: about }),
    })),
    { title: 'Which rephrasing?' },
  );
  if (!picked) throw new vscode.CancellationError();
  return picked.label;
}
