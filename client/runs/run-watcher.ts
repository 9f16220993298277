import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { KnownRuns } from './known-runs.ts';
import { readRunStatus } from './read-run.ts';
import type { KnownRun, RunSnapshot } from './run-tree.ts';

/** The runner renews its status every two seconds, so that asking twice as often shows everything. */
const pollMs = 1_000;

/** Follows the run folders, and only while a run is under way: a workspace whose runs have ended costs nothing. */
export class RunWatcher implements vscode.Disposable {
  readonly #runs: KnownRuns;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #ended = new vscode.EventEmitter<RunSnapshot>();
  readonly #starting = new Set<string>();
  /** When the status was written that lay in a folder before a run was started there. */
  readonly #earlier = new Map<string, string | null>();
  #snapshots: readonly RunSnapshot[] = [];
  #timer: NodeJS.Timeout | undefined;
  #reading: Promise<void> | undefined;
  #disposed = false;

  readonly onDidChange = this.#changed.event;
  /** A run that was under way has ended, whichever way. */
  readonly onDidEnd = this.#ended.event;

  constructor(runs: KnownRuns) {
    this.#runs = runs;
  }

  /** Newest first. */
  get snapshots(): readonly RunSnapshot[] {
    return this.#snapshots;
  }

  /** Reads the folders now, and goes on doing so while a run is under way. Calls that overlap share one reading. */
  refresh(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** A run has been started there; it counts as under way before it has said anything. */
  async started(run: KnownRun): Promise<void> {
    await this.#runs.add(run);
    this.#earlier.set(run.folder, (await readRunStatus(run.folder))?.updated ?? null);
    this.#starting.add(run.folder);
    await this.#reading;
    await this.refresh();
  }

  /** The runner that was started there has ended. */
  async exited(folder: string): Promise<void> {
    this.#starting.delete(folder);
    await this.#reading;
    await this.refresh();
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#changed.dispose();
    this.#ended.dispose();
  }

  async #read(): Promise<void> {
    clearTimeout(this.#timer);
    const before = new Map(this.#snapshots.map((snapshot) => [snapshot.run.folder, snapshot]));
    const snapshots = await Promise.all(this.#runs.all.map((run) => this.#snapshot(run)));
    if (this.#disposed) return;
    this.#snapshots = snapshots;
    if (JSON.stringify([...before.values()]) !== JSON.stringify(snapshots)) this.#changed.fire();
    for (const snapshot of snapshots) {
      const earlier = before.get(snapshot.run.folder);
      const news = snapshot.status && snapshot.status.updated !== this.#earlier.get(snapshot.run.folder);
      if (news && earlier && isLive(earlier) && !isLive(snapshot)) this.#ended.fire(snapshot);
    }
    if (snapshots.some(isLive)) this.#timer = setTimeout(() => void this.refresh(), pollMs);
  }

  async #snapshot(run: KnownRun): Promise<RunSnapshot> {
    const status = await readRunStatus(run.folder);
    // What an earlier run left in the folder is no news of the one that is starting.
    if (status?.state === 'running') this.#starting.delete(run.folder);
    const starting = this.#starting.has(run.folder);
    return { run, name: status?.strategy ?? basename(run.folder), status: starting ? null : status, starting };
  }
}

/** Whether a run is under way. */
export function isLive({ status, starting }: RunSnapshot): boolean {
  return starting || status?.state === 'running';
}
