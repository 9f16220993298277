import * as vscode from 'vscode';

/** Where the requests of a strategy go instead: `mock:echo`, `gguf:NAME`, an address, or `editor:ID`. */
type Where = string;

/**
 * Which model previews of a strategy ask, where it is not the one that stands there. It is chosen once and stays, for every
 * surface and from one window to the next, until `null`, as written, is chosen. Runs and tests know nothing of it.
 */
export class ModelChoice implements vscode.Disposable {
  readonly #memento: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();

  /** The strategy whose choice is another one. */
  readonly onDidChange = this.#changed.event;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  of(strategy: vscode.Uri): Where | null {
    return this.#memento.get<Where>(key(strategy)) ?? null;
  }

  /** As a preview takes it: nothing where the models are as written. */
  models(strategy: vscode.Uri): { readonly models?: Readonly<Record<string, string>> } {
    const where = this.of(strategy);
    return where === null ? {} : { models: { '*': where } };
  }

  async set(strategy: vscode.Uri, where: Where | null): Promise<void> {
    await this.#memento.update(key(strategy), where ?? undefined);
    this.#changed.fire(strategy);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function key(strategy: vscode.Uri): string {
  return `wordmill.model:${strategy.toString()}`;
}
