import type * as vscode from 'vscode';
import type { PreviewedDocument } from '#protocol';
import type { ModelChoice } from '../models/model-choice.ts';
import { PreviewEditor, type SourceOf } from './preview-editor.ts';
import type { PreviewRequest, Previews } from './previews.ts';

const slot = 'editor';

/** Previews in a document beside the strategy: one at a time. */
export class Previewer implements vscode.Disposable {
  readonly #previews: Previews;
  readonly #models: ModelChoice;
  readonly #editor: PreviewEditor;

  constructor(previews: Previews, models: ModelChoice, sourceOf: SourceOf) {
    this.#previews = previews;
    this.#models = models;
    this.#editor = new PreviewEditor(sourceOf);
  }

  /** Whether its document stands in a tab. */
  get isShown(): boolean {
    return this.#editor.isShown;
  }

  /** @returns the document as the run would treat it; null where a sample has no such document. */
  async preview(request: PreviewRequest): Promise<PreviewedDocument | null> {
    const { uri } = request.strategy;
    let opening: Promise<void> | undefined;
    const update: PreviewEditor['update'] = (state) => {
      if (opening === undefined) opening = this.#editor.open(state, uri);
      else this.#editor.update(state);
    };
    const previewed = await this.#previews.start(slot, { ...this.#models.models(uri), ...request }, { update });
    await opening;
    return previewed;
  }

  dispose(): void {
    this.#editor.dispose();
  }
}
