import * as vscode from 'vscode';
import type { PreviewedDocument } from '#protocol';
import type { ModelChoice } from '../models/model-choice.ts';
import { modelsInWords } from '../models/places.ts';
import type { DocumentChoice } from '../preview/document-choice.ts';
import { onChosen } from '../preview/on-chosen.ts';
import { passageText } from '../preview/open-documents.ts';
import type { Previews } from '../preview/previews.ts';
import { endedPreview, startedPreview } from '../preview/state.ts';
import type { RunnerService } from '../service/runner-service.ts';
import { type ChosenStrategy, describeStrategy } from '../strategies.ts';
import { textTabs } from '../tabs.ts';
import { type InlineTarget, takesPlaceOf } from './inline-target.ts';
import { InlineThread } from './inline-thread.ts';
import { makesRoom } from './keep.ts';

export interface InlinePreviewsOptions {
  readonly previews: Previews;
  readonly choice: DocumentChoice;
  readonly models: ModelChoice;
  readonly service: RunnerService;
}

/** The inline previews that are shown, oldest first. Nothing is made before the first of them. */
export class InlinePreviews implements vscode.Disposable {
  readonly #options: InlinePreviewsOptions;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #threads = new Map<InlineThread, string>();
  readonly #subscriptions: readonly vscode.Disposable[];
  #controller: vscode.CommentController | undefined;
  #count = 0;

  /** One has come, or gone. */
  readonly onDidChange = this.#changed.event;

  constructor(options: InlinePreviewsOptions) {
    this.#options = options;
    this.#subscriptions = [
      vscode.workspace.onDidChangeTextDocument((change) => {
        for (const thread of this.#of(change.document.uri)) thread.edited(change);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#closeAll(uri)),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        for (const { input } of closed)
          if (input instanceof vscode.TabInputText && !isOpen(input.uri)) this.#closeAll(input.uri);
      }),
    ];
  }

  /** Those that are shown in a file. */
  in(file: vscode.Uri): readonly InlineThread[] {
    return this.#of(file);
  }

  /** The one whose title bar was used; else the nearest to the cursor; else the newest. */
  find(argument: unknown): InlineThread | undefined {
    const threads = [...this.#threads.keys()];
    const given = threads.find(({ thread }) => thread === argument);
    if (given) return given;
    const editor = vscode.window.activeTextEditor;
    const distance = ({ thread }: InlineThread): number =>
      Math.abs((thread.range?.end.line ?? 0) - (editor?.selection.active.line ?? 0));
    const [nearest] = editor
      ? this.#of(editor.document.uri).toSorted((left, right) => distance(left) - distance(right))
      : [];
    return nearest ?? threads.at(-1);
  }

  /** Shows a preview, in the place of an older one of the same. */
  async preview(target: InlineTarget, strategy: ChosenStrategy): Promise<PreviewedDocument> {
    const document = await vscode.workspace.openTextDocument(target.file);
    const older = this.#of(target.file).find((thread) => takesPlaceOf(target, thread.target, thread.span));
    older?.moveTo(document, target.span);
    older?.expand();
    const thread = older ?? this.#open(target, document);
    thread.again = 0;
    return this.#run(thread, strategy);
  }

  /** The same once more, with other seeds for the model. */
  async again(thread: InlineThread): Promise<PreviewedDocument> {
    const strategy = await describeStrategy(thread.target.strategy, this.#options.service);
    thread.again++;
    return this.#run(thread, strategy);
  }

  /** Previews the document that is chosen now, wherever the chosen one is shown. */
  follow(): readonly Promise<PreviewedDocument>[] {
    const following = [...this.#threads.keys()].filter(({ target }) => target.of === 'chosen');
    return following.map(async (thread) => {
      const strategy = await describeStrategy(thread.target.strategy, this.#options.service);
      thread.again = 0;
      return this.#run(thread, strategy);
    });
  }

  /** Stops the model. What has come stays to be seen. */
  cancel(thread: InlineThread): void {
    const slot = this.#threads.get(thread);
    if (slot !== undefined) this.#options.previews.cancel(slot);
  }

  close(thread: InlineThread): void {
    this.cancel(thread);
    this.#threads.delete(thread);
    thread.dispose();
    this.#tell();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const thread of this.#threads.keys()) this.close(thread);
    this.#controller?.dispose();
    this.#changed.dispose();
  }

  /** What the palette offers depends on it. */
  #tell(): void {
    void vscode.commands.executeCommand('setContext', 'wordmill.inlineShown', this.#threads.size > 0);
    this.#changed.fire();
  }

  #of(file: vscode.Uri): readonly InlineThread[] {
    return [...this.#threads.keys()].filter(({ target }) => target.file.toString() === file.toString());
  }

  #closeAll(file: vscode.Uri): void {
    for (const thread of this.#of(file)) this.close(thread);
  }

  #open(target: InlineTarget, document: vscode.TextDocument): InlineThread {
    const leaving = makesRoom([...this.#threads.keys()]);
    if (leaving) this.close(leaving);
    this.#controller ??= vscode.comments.createCommentController('wordmill', 'Wordmill');
    const thread = new InlineThread(target, this.#controller, document);
    this.#threads.set(thread, `inline:${++this.#count}`);
    this.#tell();
    return thread;
  }

  async #run(thread: InlineThread, strategy: ChosenStrategy): Promise<PreviewedDocument> {
    const { target } = thread;
    const slot = this.#threads.get(thread);
    if (slot === undefined) throw new vscode.CancellationError();
    const { previews, choice, models } = this.#options;
    const elsewhere = models.models(strategy.uri);
    const common = { strategy, rephrasings: [target.rephrasing], again: thread.again, ...elsewhere };
    const waiting = startedPreview(
      strategy.described.name,
      target.of === 'chosen' ? choice.label : nameOf(target.file),
      common.rephrasings,
      modelsInWords(elsewhere.models),
    );
    thread.update(waiting);
    try {
      if (target.of === 'chosen') {
        return await onChosen(choice, ({ document, label }) => {
          thread.isOfSample = document.kind === 'sample';
          return previews.start(slot, { ...common, document, label }, thread);
        });
      }
      const { label, path, text } = await passageText({ uri: target.file, kind: target.of }, thread.span);
      const previewed = await previews.start(
        slot,
        { ...common, label, document: { kind: 'text', path, text } },
        thread,
      );
      if (!previewed) throw new Error('A text that is given is a document.');
      return previewed;
    } catch (error) {
      // What went wrong before a model was asked is shown in the frame as well.
      const message = error instanceof Error ? error.message : String(error);
      if (thread.isRunning && !(error instanceof vscode.CancellationError))
        thread.update(endedPreview({ ...waiting, rephrasings: [] }, { kind: 'failed', message }));
      throw error;
    }
  }
}

function nameOf({ path }: vscode.Uri): string {
  return path.split('/').at(-1) ?? path;
}

function isOpen(file: vscode.Uri): boolean {
  return textTabs().some((uri) => uri.toString() === file.toString());
}
