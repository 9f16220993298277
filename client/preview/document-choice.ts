import * as vscode from 'vscode';
import type { ChosenDocument } from '#protocol';
import { type Action, Refusal } from '../refusal.ts';
import { previewText } from './document-text.ts';

/** Which document previews are of. Rows and indices count from 0. */
export type Choice =
  | { readonly kind: 'sample'; readonly index: number }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'row'; readonly path: string; readonly row: number };

/** A document as the runner takes it, with its name for people. */
export interface ResolvedChoice {
  readonly document: ChosenDocument;
  readonly label: string;
  /** The file that it stands in; null for a document of the sample. */
  readonly file: vscode.Uri | null;
}

const key = 'wordmill.document';

const noteMs = 6000;

/** The document is chosen once and stays, for every surface and from one window to the next, until another is chosen. */
export class DocumentChoice implements vscode.Disposable {
  readonly #memento: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<Choice>();
  #choice: Choice;
  #sampleIndex = 0;

  readonly onDidChange = this.#changed.event;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
    this.#choice = memento.get<Choice>(key) ?? { kind: 'sample', index: 0 };
    this.#noteSample(this.#choice);
  }

  get choice(): Choice {
    return this.#choice;
  }

  get label(): string {
    return labelOf(this.#choice);
  }

  async set(choice: Choice): Promise<void> {
    this.#choice = choice;
    this.#noteSample(choice);
    this.#changed.fire(choice);
    await this.#memento.update(key, choice);
  }

  /** Goes on, or back, in the sample; from another document it goes to where it was in the sample. */
  async step(by: 1 | -1): Promise<void> {
    const { choice } = this;
    if (choice.kind !== 'sample') return this.set({ kind: 'sample', index: this.#sampleIndex });
    if (choice.index + by < 0) return tell('This is the first document of the sample.');
    return this.set({ kind: 'sample', index: choice.index + by });
  }

  /** There is no such document in the sample: it begins again, unless another was chosen meanwhile. */
  async beginSampleAgain(end: Choice): Promise<void> {
    if (this.#choice !== end) return;
    tell('The sample is at its end and begins again.');
    await this.set({ kind: 'sample', index: 0 });
  }

  /**
   * The document as it is now: what is typed counts, saved or not.
   * @throws Refusal where it is gone or empty.
   */
  async resolve(): Promise<ResolvedChoice> {
    const { choice, label } = this;
    if (choice.kind === 'sample') return { document: choice, label, file: null };
    const file = vscode.Uri.file(choice.path);
    if (choice.kind === 'row') return { document: choice, label, file };
    const document = await openDocument(file);
    const found = previewText({ path: choice.path, text: document.getText(), selection: '', cursorLine: 0 });
    if (found === null) throw new Refusal(`${label} is empty; there is nothing to rephrase.`, [chooseDocument]);
    return { document: { kind: 'text', path: found.path, text: found.text }, label, file };
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #noteSample(choice: Choice): void {
    if (choice.kind === 'sample') this.#sampleIndex = choice.index;
  }
}

/** Where a person looks who goes through a sample: at the name of the document. */
function tell(message: string): void {
  vscode.window.setStatusBarMessage(`$(info) ${message}`, noteMs);
}

export const chooseDocument: Action = { title: 'Choose Document', command: 'wordmill.chooseDocument' };

async function openDocument(file: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(file);
  } catch (error) {
    throw new Refusal(`The document ${file.fsPath} cannot be read.`, [chooseDocument], { cause: error });
  }
}

function labelOf(choice: Choice): string {
  if (choice.kind === 'sample') return `document ${choice.index + 1} of the sample`;
  const name = choice.path.split(/[\\/]/).at(-1) ?? choice.path;
  return choice.kind === 'row' ? `${name}, row ${choice.row + 1}` : name;
}
