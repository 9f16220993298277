import { basename } from 'node:path';
import * as vscode from 'vscode';
import { explain, requireTrust } from '../commands.ts';
import { Refusal } from '../refusal.ts';
import type { RunnerService } from '../service/runner-service.ts';
import { chooseStrategy, describeStrategy, environmentNames } from '../strategies.ts';
import { targetOf } from '../target.ts';
import { confirmRun, type ConfirmedRun } from './confirm-run.ts';
import type { KnownRuns } from './known-runs.ts';
import { chooseOutput } from './output-folder.ts';
import { openOutput } from './outputs.ts';
import { openReport } from './report.ts';
import { endOfRun, runInBrief } from './run-numbers.ts';
import type { RunSnapshot } from './run-tree.ts';
import { isLive } from './run-watcher.ts';
import { snapshotOf } from './runs-view.ts';
import { startRun, type StartOptions } from './start-run.ts';

export interface RunCommands {
  run(argument: unknown): Promise<void>;
  cancel(argument: unknown): Promise<void>;
  resume(argument: unknown): Promise<void>;
  openOutput(argument: unknown): Promise<void>;
  openReport(argument: unknown): Promise<void>;
  add(): Promise<void>;
  forget(argument: unknown): Promise<void>;
}

export interface RunCommandsOptions extends StartOptions {
  readonly runs: KnownRuns;
  readonly service: RunnerService;
  readonly memento: vscode.Memento;
}

/** A run that nobody was asked about. */
const unasked: ConfirmedRun = { limit: null, estimate: null };

/** @throws Refusal where the file cannot be saved. */
async function save(document: vscode.TextDocument): Promise<void> {
  if (!document.isDirty || (await document.save())) return;
  throw new Refusal(`${basename(document.uri.fsPath)} could not be saved, and a run takes what is in the file.`);
}

export function createRunCommands(options: RunCommandsOptions): RunCommands {
  const { runs, watcher, service, memento } = options;

  /** The run that is meant: the row's, the only one that fits, or the one that is picked. */
  async function chosenRun(
    argument: unknown,
    question: string,
    fits: (snapshot: RunSnapshot) => boolean,
  ): Promise<RunSnapshot> {
    const given = snapshotOf(argument);
    if (given) return given;
    await watcher.refresh();
    const fitting = watcher.snapshots.filter(fits);
    const [only] = fitting;
    if (!only)
      throw new Refusal(`${question} There is no such run.`, [{ title: 'Run a Strategy', command: 'wordmill.run' }]);
    if (fitting.length === 1) return only;
    const picked = await vscode.window.showQuickPick(
      fitting.map((snapshot) => ({
        label: snapshot.name,
        description: snapshot.status ? runInBrief(snapshot.status) : 'starting',
        detail: snapshot.run.folder,
        snapshot,
      })),
      { title: question },
    );
    if (!picked) throw new vscode.CancellationError();
    return picked.snapshot;
  }

  async function start(
    strategy: vscode.Uri,
    outputOf: (uri: vscode.Uri) => Promise<string>,
    agree: (environment: readonly string[]) => Promise<ConfirmedRun>,
  ): Promise<void> {
    const document = await vscode.workspace.openTextDocument(strategy);
    await save(document);
    const output = await outputOf(document.uri);
    const described = (await describeStrategy(document.uri, service)).described;
    const used = new Set(described.uses);
    for (const open of vscode.workspace.textDocuments) if (used.has(open.uri.fsPath)) await save(open);
    const environment = environmentNames(described);
    const confirmed = await agree(environment);
    await startRun({ strategy: strategy.fsPath, output, environment, ...confirmed }, options);
  }

  /** Whoever names the folder has decided; a person is shown what the run will cost. */
  async function agreed(strategy: vscode.Uri, environment: readonly string[]): Promise<ConfirmedRun> {
    const { script, secrets } = options;
    return confirmRun({ script, strategy: strategy.fsPath, environment: await secrets.environment(environment) });
  }

  return {
    async run(argument) {
      requireTrust('A run');
      const target = targetOf(argument);
      const strategy = await chooseStrategy(target.strategy, memento);
      await start(
        strategy,
        async (uri) => target.output ?? chooseOutput(await describeStrategy(uri, service), memento),
        async (environment) => (target.output === undefined ? agreed(strategy, environment) : unasked),
      );
    },
    async cancel(argument) {
      const { status, name } = await chosenRun(argument, 'Which run is to be cancelled?', isLive);
      if (!status || status.state !== 'running') throw new Refusal(`${name} is not under way.`);
      if (status.pid === null) throw new Refusal(`${name} does not say which process it is; end it where it runs.`);
      interrupt(status.pid, `${name} runs on ${status.host ?? 'another machine'}; end process ${status.pid} there.`);
    },
    async resume(argument) {
      requireTrust('A run');
      const { run, name } = await chosenRun(argument, 'Which run is to be resumed?', (snapshot) => !isLive(snapshot));
      const { strategy } = run;
      if (strategy === null)
        throw new Refusal(`Open the strategy of ${name} and run it into the same folder: that resumes it.`);
      await start(
        vscode.Uri.file(strategy),
        async () => run.folder,
        async () => ({ ...unasked, limit: run.limit ?? null }),
      );
    },
    async openOutput(argument) {
      const { run } = await chosenRun(argument, 'The output of which run?', ({ starting }) => !starting);
      await openOutput(run.folder);
    },
    async openReport(argument) {
      const { run, name } = await chosenRun(argument, 'The report of which run?', (snapshot) => !isLive(snapshot));
      await openReport(run.folder, name);
    },
    async add() {
      const [folder] =
        (await vscode.window.showOpenDialog({
          canSelectFiles: false,
          canSelectFolders: true,
          openLabel: 'Add Run Folder',
        })) ?? [];
      if (!folder) throw new vscode.CancellationError();
      const found = await vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, 'run.json')).then(
        () => true,
        () => false,
      );
      if (!found) throw new Refusal(`${folder.fsPath} is no run folder: it has no run.json.`);
      await runs.add({ folder: folder.fsPath, strategy: null, log: null });
      await watcher.refresh();
    },
    async forget(argument) {
      const { run } = await chosenRun(
        argument,
        'Which run is to be taken off the view?',
        (snapshot) => !isLive(snapshot),
      );
      await runs.forget(run.folder);
      await watcher.refresh();
    },
  };
}

/** Tells that a run has ended, with what can be done now. */
export async function announceEnd(snapshot: RunSnapshot, log: vscode.LogOutputChannel): Promise<void> {
  const { name, status } = snapshot;
  if (!status) return;
  const sentence = endOfRun(name, status);
  if (status.state === 'failed') {
    const resume = { title: 'Resume', command: 'wordmill.resumeRun', arguments: [{ snapshot }] };
    await explain(new Refusal(sentence, [resume, { title: 'Show Log', command: 'wordmill.showLog' }]), 'run', log);
    return;
  }
  const actions = status.state === 'finished' ? finishedActions : interruptedActions;
  const chosen = await vscode.window.showInformationMessage(sentence, ...actions.keys());
  const command = actions.get(chosen ?? '');
  if (command !== undefined) await vscode.commands.executeCommand(command, { snapshot });
}

const finishedActions: ReadonlyMap<string, string> = new Map([
  ['Open Output', 'wordmill.openOutput'],
  ['Open Report', 'wordmill.openReport'],
]);
const interruptedActions: ReadonlyMap<string, string> = new Map([['Resume', 'wordmill.resumeRun']]);

/** Asks a process to finish what it has begun and to end, as Ctrl-C does. */
function interrupt(pid: number, otherwise: string): void {
  try {
    process.kill(pid, 'SIGINT');
  } catch (error) {
    throw new Refusal(otherwise, [], { cause: error });
  }
}
