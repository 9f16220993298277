import * as vscode from 'vscode';
import type { PreviewedDocument } from '#protocol';
import { requireTrust } from '../commands.ts';
import type { OpenDocuments } from '../preview/open-documents.ts';
import { pickRephrasings } from '../preview/pick-rephrasings.ts';
import { Refusal } from '../refusal.ts';
import type { RunnerService } from '../service/runner-service.ts';
import { chooseStrategy, type ChosenStrategy, describeStrategy } from '../strategies.ts';
import { targetOf } from '../target.ts';
import type { InlinePreviews } from './inline-previews.ts';
import { belowRephrasing, insideDocument } from './inline-target.ts';
import type { InlineThread } from './inline-thread.ts';
import { together } from '../preview/together.ts';

export interface InlineCommands {
  /** In the strategy, below the rephrasing, of the chosen document. */
  previewInline(argument: unknown): Promise<PreviewedDocument | undefined>;
  /** In the open document, through a strategy. */
  previewDocument(argument: unknown): Promise<PreviewedDocument | undefined>;
  again(argument: unknown): Promise<PreviewedDocument>;
  cancel(argument: unknown): Promise<void>;
  copy(argument: unknown): Promise<void>;
  close(argument: unknown): Promise<void>;
}

export interface InlineCommandsOptions {
  readonly inline: InlinePreviews;
  readonly documents: OpenDocuments;
  readonly service: RunnerService;
  readonly memento: vscode.Memento;
}

export function createInlineCommands({ inline, documents, service, memento }: InlineCommandsOptions): InlineCommands {
  return {
    async previewInline(argument) {
      requireTrust('A preview');
      const { strategy: given, rephrasings } = targetOf(argument);
      const strategy = await describeStrategy(await chooseStrategy(given, memento), service);
      const names = rephrasings ?? atCursor(strategy) ?? (await pickRephrasings(strategy, memento));
      const editor = await shown(strategy.uri);
      const targets = strategy.described.rephrasings
        .filter(({ name, line }) => names.includes(name) && line <= editor.document.lineCount)
        .map(({ name, line }) => belowRephrasing(editor.document, name, line - 1));
      const previews = targets.map((target) => inline.preview(target, strategy));
      const [first] = targets;
      if (first) reveal(editor, first.frameAt(editor.document, first.span));
      return together(previews);
    },

    async previewDocument(argument) {
      requireTrust('A preview');
      const passage = documents.passage();
      const { strategy: given, rephrasings } = targetOf(argument);
      const strategy = await describeStrategy(await chooseStrategy(given, memento), service);
      const names = rephrasings ?? (await pickRephrasings(strategy, memento));
      const targets = names.map((name) => insideDocument(strategy.uri, name, passage));
      const editor = await shown(passage.uri);
      const previews = targets.map((target) => inline.preview(target, strategy));
      const [first] = targets;
      if (first) reveal(editor, first.frameAt(editor.document, first.span));
      return together(previews);
    },

    async again(argument) {
      requireTrust('A preview');
      return inline.again(found(argument));
    },

    cancel: async (argument) => inline.cancel(found(argument)),

    async copy(argument) {
      await vscode.env.clipboard.writeText(found(argument).text);
    },

    close: async (argument) => inline.close(found(argument)),
  };

  function found(argument: unknown): InlineThread {
    const thread = inline.find(argument);
    if (thread) return thread;
    throw new Refusal('No preview is shown between the lines of an editor; make one first.', [
      { title: 'Preview Rephrasing', command: 'wordmill.previewInline' },
    ]);
  }
}

/** The rephrasing in which the cursor stands. */
function atCursor({ uri, described }: ChosenStrategy): readonly string[] | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.toString() !== uri.toString()) return undefined;
  const line = editor.selection.active.line + 1;
  const above = described.rephrasings.findLast((one) => one.line <= line);
  return above && [above.name];
}

/** The editor of a file; it is opened where it is not seen. */
async function shown(uri: vscode.Uri): Promise<vscode.TextEditor> {
  const visible = vscode.window.visibleTextEditors.filter(({ document }) => document.uri.toString() === uri.toString());
  const active = visible.find((editor) => editor === vscode.window.activeTextEditor);
  return active ?? visible[0] ?? vscode.window.showTextDocument(uri, { preview: false });
}

/** The frame stands below the last of its lines: the next one is to be seen as well. */
function reveal(editor: vscode.TextEditor, { end }: vscode.Range): void {
  const next = Math.min(end.line + 1, editor.document.lineCount - 1);
  editor.revealRange(new vscode.Range(end.line, 0, next, 0), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
