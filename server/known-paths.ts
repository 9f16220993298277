import type { Files } from './files.ts';

/**
 * Answers at once whether a path exists, from what was found out before. A path that is asked for the first time is not
 * known yet; when its answer comes, and whenever it changes, `changed` is called with the document's address.
 */
export class KnownPaths {
  readonly #files: Pick<Files, 'exists'>;
  readonly #changed: (uri: string) => void;
  readonly #documents = new Map<string, Map<string, boolean | undefined>>();

  constructor(files: Pick<Files, 'exists'>, changed: (uri: string) => void) {
    this.#files = files;
    this.#changed = changed;
  }

  exists(uri: string, path: string): boolean | undefined {
    const paths = this.#documents.get(uri) ?? new Map<string, boolean | undefined>();
    this.#documents.set(uri, paths);
    if (!paths.has(path)) {
      paths.set(path, undefined);
      void this.#look(uri, [path]);
    }
    return paths.get(path);
  }

  /** Looks at the files of a document again; without one, at those of all. */
  async again(uri?: string): Promise<void> {
    const asked = [...this.#documents].filter(([document]) => uri === undefined || document === uri);
    await Promise.all(asked.map(([document, paths]) => this.#look(document, [...paths.keys()])));
  }

  forget(uri: string): void {
    this.#documents.delete(uri);
  }

  async #look(uri: string, paths: readonly string[]): Promise<void> {
    const before = this.#documents.get(uri);
    const answers = await Promise.all(paths.map(async (path) => [path, await this.#files.exists(uri, path)] as const));
    // The document may have been closed, or closed and opened again, while the files were looked at.
    if (before === undefined || this.#documents.get(uri) !== before) return;
    const news = answers.filter(([path, exists]) => before.get(path) !== exists);
    for (const [path, exists] of news) before.set(path, exists);
    if (news.length > 0) this.#changed(uri);
  }
}
