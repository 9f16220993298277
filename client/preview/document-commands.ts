import * as vscode from 'vscode';
import type { PreviewedDocument } from '#protocol';
import type { RunnerService } from '../service/runner-service.ts';
import { askForDocument } from './ask-for-document.ts';
import { focusEditor } from '../tabs.ts';
import type { DocumentChoice } from './document-choice.ts';

export interface DocumentCommands {
  /** @param argument the file, where it is known already */
  choose(argument: unknown): Promise<PreviewedDocument | undefined>;
  next(): Promise<PreviewedDocument | undefined>;
  previous(): Promise<PreviewedDocument | undefined>;
}

export interface DocumentCommandsOptions {
  readonly choice: DocumentChoice;
  readonly service: RunnerService;
  readonly memento: vscode.Memento;
  /** Previews the document that is chosen now, on every surface that shows one. */
  readonly follow: () => Promise<PreviewedDocument | undefined>;
}

/** Which document previews are of. What is shown of the old one is previewed again on the new one. */
export function createDocumentCommands(options: DocumentCommandsOptions): DocumentCommands {
  const { choice, follow } = options;

  async function step(by: 1 | -1): Promise<PreviewedDocument | undefined> {
    const before = choice.choice;
    await choice.step(by);
    return choice.choice === before ? undefined : follow();
  }

  return {
    async choose(argument) {
      const chosen = await askForDocument(argument instanceof vscode.Uri ? argument : undefined, options);
      await focusEditor();
      if (chosen === 'next' || chosen === 'previous') return step(chosen === 'next' ? 1 : -1);
      await choice.set(chosen);
      return follow();
    },
    next: () => step(1),
    previous: () => step(-1),
  };
}
