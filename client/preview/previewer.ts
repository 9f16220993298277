import type * as vscode from 'vscode';
import type { PreviewedDocument } from '#protocol';
import { PreviewEditor, type SourceOf } from './preview-editor.ts';
import type { PreviewRequest, Previews } from './previews.ts';

const slot = 'editor';

/** Previews in a document beside the strategy: one at a time. */
export class Previewer implements vscode.Disposable {
  readonly #previews: Previews;
  readonly #editor: PreviewEditor;

  constructor(previews: Previews, sourceOf: SourceOf) {
    this.#previews = previews;
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
    const previewed = await this.#previews.start(slot, request, { update });
    await opening;
    return previewed;
  }

  dispose(): void {
    this.#editor.dispose();
  }
}
