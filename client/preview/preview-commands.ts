import type * as vscode from 'vscode';
import type { PreviewedDocument } from '#protocol';
import { requireTrust } from '../commands.ts';
import type { RunnerService } from '../service/runner-service.ts';
import { chooseStrategy, type ChosenStrategy, describeStrategy } from '../strategies.ts';
import { targetOf } from '../target.ts';
import type { DocumentChoice } from './document-choice.ts';
import { onChosen } from './on-chosen.ts';
import { pickRephrasings } from './pick-rephrasings.ts';
import type { Previewer } from './previewer.ts';

export interface PreviewCommands {
  /** All rephrasings of the chosen document, in the document beside. */
  previewSample(argument: unknown): Promise<PreviewedDocument>;
  /** Previews the document that is chosen now, where one is shown. */
  follow(): Promise<PreviewedDocument | undefined>;
}

export interface PreviewCommandsOptions {
  readonly previewer: Previewer;
  readonly choice: DocumentChoice;
  readonly service: RunnerService;
  readonly memento: vscode.Memento;
}

export function createPreviewCommands({
  previewer,
  choice,
  service,
  memento,
}: PreviewCommandsOptions): PreviewCommands {
  let last: { readonly strategy: vscode.Uri; readonly rephrasings: readonly string[] } | undefined;

  function preview(strategy: ChosenStrategy, rephrasings: readonly string[]): Promise<PreviewedDocument> {
    last = { strategy: strategy.uri, rephrasings };
    return onChosen(choice, ({ document, label }) => previewer.preview({ strategy, rephrasings, document, label }));
  }

  async function previewSample(argument: unknown): Promise<PreviewedDocument> {
    requireTrust('A preview');
    const { strategy: given, rephrasings } = targetOf(argument);
    const strategy = await describeStrategy(await chooseStrategy(given, memento), service);
    return preview(strategy, rephrasings ?? (await pickRephrasings(strategy, memento)));
  }

  async function follow(): Promise<PreviewedDocument | undefined> {
    if (!last || !previewer.isShown) return undefined;
    return preview(await describeStrategy(last.strategy, service), last.rephrasings);
  }

  return { previewSample, follow };
}
