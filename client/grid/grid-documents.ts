import * as vscode from 'vscode';

const gridScheme = 'wordmill-grid';

/** A language of plain text whose long lines are wrapped, because paragraphs of the web stand in one. */
const plainText = 'wordmill-text';

const gone = 'This text was shown out of a grid before the window was reloaded. Open it from the grid again.\n';

/** Texts of grids as read-only documents, each as long as it is open. */
export class GridDocuments implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #subscriptions: readonly vscode.Disposable[];
  #number = 0;

  constructor() {
    const { workspace } = vscode;
    this.#subscriptions = [
      workspace.registerTextDocumentContentProvider(gridScheme, {
        provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()) ?? gone,
      }),
      workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    ];
  }

  /** Shows two texts beside each other. */
  async compare(left: GridText, right: GridText, title: string): Promise<void> {
    await vscode.commands.executeCommand('vscode.diff', await this.#open(left), await this.#open(right), title);
  }

  async show(text: GridText): Promise<void> {
    await vscode.window.showTextDocument(await this.#open(text));
  }

  dispose(): void {
    for (const one of this.#subscriptions) one.dispose();
    this.#texts.clear();
  }

  async #open({ name, text }: GridText): Promise<vscode.Uri> {
    this.#number++;
    const uri = vscode.Uri.from({ scheme: gridScheme, path: `/${this.#number}/${name}` });
    this.#texts.set(uri.toString(), text);
    const document = await vscode.workspace.openTextDocument(uri);
    if (!/\.md$/i.test(name)) await vscode.languages.setTextDocumentLanguage(document, plainText);
    return uri;
  }
}

export interface GridText {
  /** As a file would be called; its ending says how it is coloured. */
  readonly name: string;
  readonly text: string;
}
