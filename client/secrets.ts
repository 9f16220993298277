import type * as vscode from 'vscode';

/** Keys in the editor's secret store, by the names of environment variables that strategies refer to. */
export class Secrets {
  readonly #storage: vscode.SecretStorage;

  constructor(storage: vscode.SecretStorage) {
    this.#storage = storage;
  }

  /** Those of the named variables that are stored. The values go to the runner alone and are never logged. */
  async environment(names: Iterable<string>): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const name of names) {
      const value = await this.#storage.get(key(name));
      if (value !== undefined) found[name] = value;
    }
    return found;
  }

  async has(name: string): Promise<boolean> {
    return (await this.#storage.get(key(name))) !== undefined;
  }

  async set(name: string, value: string): Promise<void> {
    await (value === '' ? this.#storage.delete(key(name)) : this.#storage.store(key(name), value));
  }
}

function key(name: string): string {
  return `environment:${name}`;
}
