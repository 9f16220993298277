import { join } from 'node:path';
import * as vscode from 'vscode';
import { setApiKey } from './api-key.ts';
import { registerCommand } from './commands.ts';
import { Grids } from './grid/grid-commands.ts';
import { startWithFirstStrategy } from './language-client.ts';
import { createStrategy } from './new-strategy.ts';
import { registerLenses } from './preview/lenses.ts';
import { DocumentChoice } from './preview/document-choice.ts';
import { OpenDocuments } from './preview/open-documents.ts';
import { createPreviewCommands } from './preview/preview-commands.ts';
import { Previewer } from './preview/previewer.ts';
import { Previews } from './preview/previews.ts';
import { GateDiagnostics } from './preview/gate-diagnostics.ts';
import { KnownRuns } from './runs/known-runs.ts';
import { registerRejects } from './runs/outputs.ts';
import { announceEnd, createRunCommands } from './runs/run-commands.ts';
import { RunWatcher } from './runs/run-watcher.ts';
import { registerRunsView } from './runs/runs-view.ts';
import { Secrets } from './secrets.ts';
import { RunnerService } from './service/runner-service.ts';
import { registerStatusBar } from './status-bar.ts';
import { testConnection } from './test-connection.ts';

/** Puts the parts together. Starts no process: the server comes with the first strategy, the runner with the first request. */
export function activate(context: vscode.ExtensionContext): void {
  const { workspaceState: memento, globalStorageUri, subscriptions } = context;
  const log = vscode.window.createOutputChannel('Wordmill', { log: true });
  const script = context.asAbsolutePath(join('dist', 'runner.cjs'));
  const secrets = new Secrets(context.secrets);
  const service = new RunnerService(script, log);
  const server = startWithFirstStrategy(context.asAbsolutePath(join('dist', 'server.cjs')), log);
  const documents = new OpenDocuments();
  const previews = new Previews(service, secrets);
  const previewer = new Previewer(previews);
  const choice = new DocumentChoice(memento);
  const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
  const grids = new Grids({ previews, service, memento, log, dist });
  const runs = new KnownRuns(memento);
  const watcher = new RunWatcher(runs);
  const previewCommands = createPreviewCommands({ previewer, documents, service, memento });
  const logs = join(globalStorageUri.fsPath, 'runs');
  const runCommands = createRunCommands({ script, logs, secrets, watcher, log, runs, service, memento });

  const commands: Readonly<Record<string, (argument: unknown) => Promise<unknown>>> = {
    'wordmill.newStrategy': createStrategy,
    'wordmill.previewDocument': previewCommands.previewDocument,
    'wordmill.previewSample': previewCommands.previewSample,
    'wordmill.previewNextSample': previewCommands.previewNextSample,
    'wordmill.previewGrid': (argument) => grids.preview(argument),
    'wordmill.cancelPreview': async () => previews.cancel(),
    'wordmill.run': runCommands.run,
    'wordmill.cancelRun': runCommands.cancel,
    'wordmill.resumeRun': runCommands.resume,
    'wordmill.openOutput': runCommands.openOutput,
    'wordmill.openReport': runCommands.openReport,
    'wordmill.addRun': runCommands.add,
    'wordmill.forgetRun': runCommands.forget,
    'wordmill.refreshRuns': () => watcher.refresh(),
    'wordmill.testConnection': (argument) => testConnection(argument, { service, secrets, memento, log }),
    'wordmill.setApiKey': () => setApiKey(secrets, log),
    'wordmill.showLog': async () => log.show(),
  };
  subscriptions.push(
    ...Object.entries(commands).map(([id, run]) => registerCommand(id, log, run)),
    registerLenses(server, documents),
    registerRunsView(watcher),
    registerRejects(),
    registerStatusBar(watcher, previews),
    watcher.onDidEnd((snapshot) => void announceEnd(snapshot, log)),
    // In this order they end: what is used by others after them.
    watcher,
    previewer,
    grids,
    new GateDiagnostics(previews),
    previews,
    documents,
    choice,
    server,
    service,
    log,
  );
  // Menus on documents appear where strategies are at hand.
  void vscode.commands.executeCommand('setContext', 'wordmill.active', true);
  // Runs that were left running when the window was closed are found again.
  void watcher.refresh();
}
