import { basename } from 'node:path';
import * as vscode from 'vscode';
import { type DescribeResult, methods } from '#protocol';
import { languageId } from '../language-client.ts';
import { throttle } from '../preview/throttle.ts';
import type { Secrets } from '../secrets.ts';
import type { RunnerService } from '../service/runner-service.ts';
import { readStrategy } from '../strategies.ts';
import { createProfiles } from './test-profiles.ts';
import { updateItems } from './test-items.ts';
import { mayHaveTests, testsOf } from './test-tree.ts';

export interface TestExplorerOptions {
  readonly service: RunnerService;
  readonly secrets: Secrets;
  readonly log: vscode.LogOutputChannel;
}

const strategyFiles = '**/*.strategy.{yaml,yml}';

/** The tests follow what is typed at most so often. */
const refreshMs = 300;

/**
 * The `tests` of strategies in the Test Explorer. It begins with the first strategy that is opened; those that are open are
 * looked into at once, the others when the Test Explorer asks. Asking starts the runner, so that nothing happens without trust.
 */
export class TestExplorer implements vscode.Disposable {
  readonly #options: TestExplorerOptions;
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  /** Strategies that are to be looked into again, by their addresses. */
  readonly #stale = new Map<string, vscode.Uri>();
  readonly #refresh = throttle(() => this.#readStale(), refreshMs);
  /** What was looked into last: an editor that is opened or closed changes nothing. */
  readonly #texts = new Map<string, string>();
  #controller: vscode.TestController | undefined;
  #watcher: vscode.FileSystemWatcher | undefined;

  constructor(options: TestExplorerOptions) {
    this.#options = options;
    const { workspace } = vscode;
    this.#subscriptions.push(
      workspace.onDidOpenTextDocument((document) => this.#opened(document)),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && isStrategy(document)) this.#note(document.uri);
      }),
      // What was not saved is gone with it.
      workspace.onDidCloseTextDocument((document) => isStrategy(document) && this.#note(document.uri)),
      workspace.onDidGrantWorkspaceTrust(() => workspace.textDocuments.forEach((document) => this.#opened(document))),
    );
    workspace.textDocuments.forEach((document) => this.#opened(document));
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#watcher?.dispose();
    this.#refresh.dispose();
    this.#changed.dispose();
    this.#controller?.dispose();
  }

  #opened(document: vscode.TextDocument): void {
    if (!isStrategy(document)) return;
    this.#controller ??= this.#createController();
    this.#note(document.uri);
  }

  #createController(): vscode.TestController {
    const controller = vscode.tests.createTestController('wordmill', 'Wordmill');
    controller.resolveHandler = async (item) => (item === undefined ? this.#readAll() : undefined);
    controller.refreshHandler = () => this.#readAll();
    const profiles = createProfiles(controller, {
      ...this.#options,
      onDidChange: this.#changed.event,
      readAll: () => this.#readAll(),
      update: (file, described) => updateItems(controller, file, testsOf(described, file.id)),
    });
    this.#subscriptions.push(...profiles);
    return controller;
  }

  #note(uri: vscode.Uri): void {
    this.#stale.set(uri.toString(), uri);
    this.#refresh.request();
  }

  #readStale(): void {
    const stale = [...this.#stale.values()];
    this.#stale.clear();
    for (const uri of stale) void this.#read(uri);
  }

  /** Looks into every strategy of the workspace, and follows them from then on. */
  async #readAll(): Promise<void> {
    this.#watcher ??= this.#watch();
    const found = await vscode.workspace.findFiles(strategyFiles, '**/node_modules/**');
    await Promise.all(found.map((uri) => this.#read(uri)));
  }

  #watch(): vscode.FileSystemWatcher {
    const watcher = vscode.workspace.createFileSystemWatcher(strategyFiles);
    this.#subscriptions.push(
      watcher.onDidCreate((uri) => this.#note(uri)),
      watcher.onDidChange((uri) => this.#note(uri)),
      watcher.onDidDelete((uri) => this.#note(uri)),
    );
    return watcher;
  }

  async #read(uri: vscode.Uri): Promise<void> {
    const controller = this.#controller;
    if (!controller || !vscode.workspace.isTrusted) return;
    try {
      const id = uri.toString();
      const strategy = await readStrategy(uri);
      if (strategy === null || !mayHaveTests(strategy.text)) return controller.items.delete(id);
      const described = await this.#options.service.request<DescribeResult>(methods.describe, { strategy });
      // A newer text is on its way.
      if (this.#stale.has(id)) return;
      const isRunnable = show(controller, uri, described);
      const isChanged = this.#texts.get(id) !== strategy.text;
      this.#texts.set(id, strategy.text);
      if (isRunnable && isChanged) this.#changed.fire(uri);
    } catch (error) {
      // Nobody has asked for anything; whoever starts a test is told.
      this.#options.log.error(`The tests of ${basename(uri.fsPath)} could not be read: ${String(error)}`);
    }
  }
}

/**
 * A strategy with errors keeps the tests that it had: what is half-written is the normal case.
 * @returns whether it can run
 */
function show(controller: vscode.TestController, uri: vscode.Uri, described: DescribeResult): boolean {
  const id = uri.toString();
  const known = controller.items.get(id);
  const [error] = described.errors;
  const why = error === undefined ? described.notRunnable : `Line ${error.line}: ${error.message}`;
  if (why === null && described.tests.length === 0) {
    controller.items.delete(id);
    return true;
  }
  const file = known ?? controller.createTestItem(id, basename(uri.fsPath), uri);
  file.description = vscode.workspace.asRelativePath(vscode.Uri.joinPath(uri, '..'));
  if (why === null) updateItems(controller, file, testsOf(described, id));
  file.error = why === null || file.children.size > 0 ? undefined : why;
  if (!known) controller.items.add(file);
  return why === null;
}

function isStrategy({ languageId: language, uri }: vscode.TextDocument): boolean {
  return language === languageId && uri.scheme === 'file';
}
