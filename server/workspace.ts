import type { View } from '#features';
import { analyse, LineIndex } from '#language';
import type { Files } from './files.ts';
import type { WorkspaceFiles } from './workspace-files.ts';

/** What is open in the client, in its folders or elsewhere. */
export interface OpenStrategies {
  readonly uris: () => readonly string[];
  readonly viewOf: (uri: string) => View | undefined;
}

/**
 * The strategies of the workspace, open or not. Those that are not open are read when somebody asks, and analysed again
 * only where their text has changed.
 */
export class Workspace {
  readonly #workspace: WorkspaceFiles;
  readonly #files: Files;
  readonly #opened: OpenStrategies;
  readonly #reference: string | undefined;
  readonly #closed = new Map<string, View>();
  #folders: readonly string[] = [];

  constructor(workspace: WorkspaceFiles, files: Files, opened: OpenStrategies, reference: string | undefined) {
    this.#workspace = workspace;
    this.#files = files;
    this.#opened = opened;
    this.#reference = reference;
  }

  /** Addresses of the folders that the client has open. */
  setFolders(folders: readonly string[]): void {
    this.#folders = folders;
  }

  get folders(): readonly string[] {
    return this.#folders;
  }

  /** Every strategy of the folders, and every open one, as the client sees it; `isWanted` is asked between any two. */
  async views(isWanted: () => boolean): Promise<readonly View[]> {
    const listed = await Promise.all(this.#folders.map((folder) => this.#workspace.strategies(folder)));
    const uris = [...new Set([...listed.flat(), ...this.#opened.uris()])];
    const known = new Set(uris);
    for (const uri of this.#closed.keys()) if (!known.has(uri)) this.#closed.delete(uri);
    const views: View[] = [];
    for (const uri of uris) {
      if (!isWanted()) return [];
      const view = this.#opened.viewOf(uri) ?? (await this.#closedView(uri));
      if (view !== undefined) views.push(view);
    }
    return views;
  }

  async #closedView(uri: string): Promise<View | undefined> {
    const text = await this.#workspace.read(uri);
    if (text === undefined) {
      this.#closed.delete(uri);
      return undefined;
    }
    const known = this.#closed.get(uri);
    const asked = new Set<string>();
    const first = analyse(text, {
      ...(known === undefined ? {} : { previous: known.analysis }),
      fileExists(path) {
        asked.add(path);
        return undefined;
      },
    });
    const answers = new Map<string, boolean | undefined>();
    await Promise.all([...asked].map(async (path) => answers.set(path, await this.#files.exists(uri, path))));
    const view = {
      uri,
      version: 0,
      analysis: analyse(text, { previous: first, fileExists: (path) => answers.get(path) }),
      lines: known?.analysis.text === text ? known.lines : new LineIndex(text),
      ...(this.#reference === undefined ? {} : { reference: this.#reference }),
    };
    this.#closed.set(uri, view);
    return view;
  }
}
