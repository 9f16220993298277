import type * as vscode from 'vscode';
import type { KnownRun } from './run-tree.ts';

const key = 'wordmill.runs';

/** Runs that are remembered; older ones lie in their folders and can be added again. */
const most = 50;

/** The run folders that this workspace knows, newest first. They outlive the window. */
export class KnownRuns {
  readonly #memento: vscode.Memento;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  get all(): readonly KnownRun[] {
    return this.#memento.get<readonly KnownRun[]>(key) ?? [];
  }

  /** Puts a run first, in the place of an earlier one in the same folder. */
  async add(run: KnownRun): Promise<void> {
    const others = this.all.filter(({ folder }) => folder !== run.folder);
    await this.#memento.update(key, [run, ...others].slice(0, most));
  }

  async forget(folder: string): Promise<void> {
    await this.#memento.update(
      key,
      this.all.filter((run) => run.folder !== folder),
    );
  }
}
