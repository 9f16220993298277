import type * as vscode from 'vscode';
import { requireTrust } from '../commands.ts';
import { Refusal } from '../refusal.ts';
import type { RunnerService } from '../service/runner-service.ts';
import { chooseStrategy, type ChosenStrategy, describeStrategy } from '../strategies.ts';
import { targetOf } from '../target.ts';
import type { OpenDocuments } from './open-documents.ts';
import { pickRephrasings } from './pick-rephrasings.ts';
import type { Previewer } from './previewer.ts';

export interface PreviewCommands {
  previewDocument(argument: unknown): Promise<unknown>;
  previewSample(argument: unknown): Promise<unknown>;
  previewNextSample(argument: unknown): Promise<unknown>;
}

export interface PreviewCommandsOptions {
  readonly previewer: Previewer;
  readonly documents: OpenDocuments;
  readonly service: RunnerService;
  readonly memento: vscode.Memento;
}

/** A sample that was previewed: the next one of the same strategy follows it. */
interface Sampled {
  readonly strategy: vscode.Uri;
  readonly rephrasings: readonly string[];
  readonly index: number;
}

export function createPreviewCommands(options: PreviewCommandsOptions): PreviewCommands {
  const { previewer, documents, service, memento } = options;
  let sampled: Sampled | undefined;

  async function chosen(argument: unknown): Promise<{ strategy: ChosenStrategy; rephrasings: readonly string[] }> {
    requireTrust('A preview');
    const { strategy: given, rephrasings } = targetOf(argument);
    const strategy = await describeStrategy(await chooseStrategy(given, memento), service);
    return { strategy, rephrasings: rephrasings ?? (await pickRephrasings(strategy, memento)) };
  }

  /** Previews the document at `index`; behind the last one the sample begins again. */
  async function sample(strategy: ChosenStrategy, rephrasings: readonly string[], index: number): Promise<unknown> {
    const label = `document ${index + 1} of the sample`;
    const document = { kind: 'sample', index } as const;
    const previewed = await previewer.preview({ strategy, rephrasings, document, label });
    if (!previewed && index > 0) return sample(strategy, rephrasings, 0);
    if (!previewed) {
      throw new Refusal(
        '`seeds.keep` lets no document through, so the sample is empty; loosen it or check `seeds.from`.',
      );
    }
    sampled = { strategy: strategy.uri, rephrasings, index };
    return previewed;
  }

  async function previewDocument(argument: unknown): Promise<unknown> {
    requireTrust('A preview');
    const { label, path, text } = await documents.text();
    const { strategy, rephrasings } = await chosen(argument);
    return previewer.preview({ strategy, rephrasings, label, document: { kind: 'text', path, text } });
  }

  async function previewSample(argument: unknown): Promise<unknown> {
    const { strategy, rephrasings } = await chosen(argument);
    // The same document again while the strategy is being changed; the next one only when it is asked for.
    const same = sampled?.strategy.toString() === strategy.uri.toString();
    return sample(strategy, rephrasings, same ? (sampled?.index ?? 0) : 0);
  }

  async function previewNextSample(argument: unknown): Promise<unknown> {
    if (!sampled) return previewSample(argument);
    requireTrust('A preview');
    const { rephrasings, index } = sampled;
    return sample(await describeStrategy(sampled.strategy, service), rephrasings, index + 1);
  }

  return { previewDocument, previewSample, previewNextSample };
}
