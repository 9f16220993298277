import { join } from 'node:path';
import * as vscode from 'vscode';
import { setApiKey } from './api-key.ts';
import { registerCommand } from './commands.ts';
import { Comparisons } from './diff/comparisons.ts';
import { createDiffCommands } from './diff/diff-commands.ts';
import { Grids } from './grid/grid-commands.ts';
import { startWithFirstStrategy } from './language-client.ts';
import { previewWithModel } from './models/choose-model.ts';
import { ModelChoice } from './models/model-choice.ts';
import { createStrategy } from './new-strategy.ts';
import { Passages } from './passages/passages.ts';
import { createInlineCommands } from './inline/inline-commands.ts';
import { InlinePreviews } from './inline/inline-previews.ts';
import { pullModel } from './models/pull-model.ts';
import { ModelStatus } from './models/model-status.ts';
import { createDocumentCommands } from './preview/document-commands.ts';
import { DocumentChoice } from './preview/document-choice.ts';
import { registerDocumentStatus } from './preview/document-status.ts';
import { registerLenses } from './preview/lenses.ts';
import { OpenDocuments } from './preview/open-documents.ts';
import { createPreviewCommands } from './preview/preview-commands.ts';
import { Previewer } from './preview/previewer.ts';
import { Previews } from './preview/previews.ts';
import { together } from './preview/together.ts';
import { GateDiagnostics } from './preview/gate-diagnostics.ts';
import { PromptCommands } from './prompt/prompt-commands.ts';
import { KnownRuns } from './runs/known-runs.ts';
import { registerOutputs } from './runs/outputs.ts';
import { announceEnd, createRunCommands } from './runs/run-commands.ts';
import { RunWatcher } from './runs/run-watcher.ts';
import { registerRunsView } from './runs/runs-view.ts';
import { Secrets } from './secrets.ts';
import { RunnerService } from './service/runner-service.ts';
import { registerStatusBar } from './status-bar.ts';
import { testConnection } from './test-connection.ts';
import { TestExplorer } from './tests/test-explorer.ts';

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
  const models = new ModelChoice(memento);
  const choice = new DocumentChoice(memento);
  const comparisons = new Comparisons(previews);
  const previewer = new Previewer(previews, models, (document, index) => comparisons.sourceOf(document, index));
  const diffCommands = createDiffCommands({ comparisons, previews, choice, models, service, memento });
  const promptCommands = new PromptCommands({ server, service, choice, models, memento, log });
  const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
  const grids = new Grids({ previews, service, memento, log, dist });
  const runs = new KnownRuns(memento);
  const watcher = new RunWatcher(runs);
  const inline = new InlinePreviews({ previews, choice, models, service });
  const previewCommands = createPreviewCommands({ previewer, choice, service, memento });
  const inlineCommands = createInlineCommands({ inline, documents, service, memento });
  const follow = () => together([...inline.follow(), previewCommands.follow()]);
  const documentCommands = createDocumentCommands({ choice, service, memento, follow });
  const logs = join(globalStorageUri.fsPath, 'runs');
  const runCommands = createRunCommands({ script, logs, secrets, watcher, log, runs, service, memento });

  const commands: Readonly<Record<string, (argument: unknown) => Promise<unknown>>> = {
    'wordmill.newStrategy': createStrategy,
    'wordmill.previewInline': inlineCommands.previewInline,
    'wordmill.previewDocument': inlineCommands.previewDocument,
    'wordmill.previewAgain': inlineCommands.again,
    'wordmill.cancelInline': inlineCommands.cancel,
    'wordmill.copyRephrasing': inlineCommands.copy,
    'wordmill.closeInline': inlineCommands.close,
    'wordmill.previewSample': previewCommands.previewSample,
    'wordmill.showDiff': diffCommands.showDiff,
    'wordmill.openDiff': (argument) => diffCommands.openInline(inline.find(argument)),
    'wordmill.nextRephrasing': diffCommands.next,
    'wordmill.previousRephrasing': diffCommands.previous,
    'wordmill.showPrompt': (argument) => promptCommands.show(argument),
    'wordmill.copyRequest': (argument) => promptCommands.copyRequest(argument),
    'wordmill.previewWithModel': (argument) => previewWithModel(argument, { choice: models, service, memento }),
    'wordmill.previewGrid': (argument) => grids.preview(argument),
    'wordmill.chooseDocument': documentCommands.choose,
    'wordmill.nextDocument': documentCommands.next,
    'wordmill.previousDocument': documentCommands.previous,
    'wordmill.cancelPreview': async () => previews.cancel(),
    'wordmill.run': runCommands.run,
    'wordmill.cancelRun': runCommands.cancel,
    'wordmill.resumeRun': runCommands.resume,
    'wordmill.openOutput': runCommands.openOutput,
    'wordmill.openReport': runCommands.openReport,
    'wordmill.addRun': runCommands.add,
    'wordmill.forgetRun': runCommands.forget,
    'wordmill.refreshRuns': () => watcher.refresh(),
    'wordmill.pullModel': (argument) => pullModel(argument, script, log),
    'wordmill.testConnection': (argument) => testConnection(argument, { service, secrets, memento, log }),
    'wordmill.setApiKey': () => setApiKey(secrets, log),
    'wordmill.showLog': async () => log.show(),
  };
  subscriptions.push(
    ...Object.entries(commands).map(([id, run]) => registerCommand(id, log, run)),
    registerLenses(server),
    registerDocumentStatus(choice, inline),
    new ModelStatus(service, log),
    registerRunsView(watcher),
    registerOutputs(service),
    registerStatusBar(watcher, previews),
    watcher.onDidEnd((snapshot) => void announceEnd(snapshot, log)),
    // In this order they end: what is used by others after them.
    watcher,
    inline,
    previewer,
    new GateDiagnostics(previews, (finished, result) => comparisons.outputOf(finished, result)),
    new Passages({ server, service, previews, choice, log }),
    promptCommands,
    comparisons,
    new TestExplorer({ service, secrets, log }),
    grids,
    previews,
    documents,
    choice,
    models,
    server,
    service,
    log,
  );
  // Menus on documents appear where strategies are at hand.
  void vscode.commands.executeCommand('setContext', 'wordmill.active', true);
  // Runs that were left running when the window was closed are found again.
  void watcher.refresh();
}
