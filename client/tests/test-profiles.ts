import * as vscode from 'vscode';
import type { DescribeResult } from '#protocol';
import { explain, requireTrust } from '../commands.ts';
import { describeStrategy } from '../strategies.ts';
import type { TestExplorerOptions } from './test-explorer.ts';
import { type Models, runStrategyTests, terminal } from './test-run.ts';
import { chosenTests, testsOf } from './test-tree.ts';

export interface ProfilesOptions extends TestExplorerOptions {
  /** A strategy has been looked into again, after it was changed. */
  readonly onDidChange: vscode.Event<vscode.Uri>;
  /** Finds the tests of all strategies. */
  readonly readAll: () => Promise<void>;
  /** Brings the items of a strategy to what it says now. */
  readonly update: (file: vscode.TestItem, described: DescribeResult) => void;
}

const setting = 'wordmill.localModel';
const defaultLocalModel = 'smollm2-135m';

/** The ways to do tests: with the models as written, with none, and with one that runs on this computer. */
export function createProfiles(
  controller: vscode.TestController,
  options: ProfilesOptions,
): readonly vscode.Disposable[] {
  const profile = (label: string, isDefault: boolean, modelsOf: () => Models): vscode.TestRunProfile =>
    controller.createRunProfile(
      label,
      vscode.TestRunProfileKind.Run,
      (request, token) => run(controller, request, token, { ...options, modelsOf }),
      isDefault,
    );
  const local = profile('Local', false, () => ({ '*': `gguf:${localModel()}` }));
  local.configureHandler = () => void vscode.commands.executeCommand('workbench.action.openSettings', setting);
  const mock = profile('Mock', false, () => ({ '*': 'mock:echo' }));
  // Only what costs nothing is done with every change.
  mock.supportsContinuousRun = true;
  return [profile('As Written', true, () => ({})), mock, local];
}

interface RunOptions extends ProfilesOptions {
  readonly modelsOf: () => Models;
}

async function run(
  controller: vscode.TestController,
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
  options: RunOptions,
): Promise<void> {
  try {
    requireTrust('A test');
    if (request.continuous === true) return runWithChanges(controller, request, token, options);
    if (request.include === undefined) await options.readAll();
    await runOnce(controller, request, filesOf(controller, request), token, options);
  } catch (error) {
    await explain(error, 'test', options.log);
  }
}

/** Does the tests of a strategy whenever it changes, until it is told to stop; a newer change gives up the older run. */
function runWithChanges(
  controller: vscode.TestController,
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
  options: RunOptions,
): void {
  let current: vscode.CancellationTokenSource | undefined;
  const listener = options.onDidChange((uri) => {
    const files = filesOf(controller, request).filter(({ id }) => id === uri.toString());
    if (files.length === 0) return;
    current?.cancel();
    current = new vscode.CancellationTokenSource();
    void runOnce(controller, request, files, current.token, options);
  });
  token.onCancellationRequested(() => {
    listener.dispose();
    current?.cancel();
  });
}

async function runOnce(
  controller: vscode.TestController,
  request: vscode.TestRunRequest,
  files: readonly vscode.TestItem[],
  token: vscode.CancellationToken,
  options: RunOptions,
): Promise<void> {
  const testRun = controller.createTestRun(request, request.profile && `Wordmill: ${request.profile.label}`);
  const cancellation = new vscode.CancellationTokenSource();
  // By the button of the run, or by whoever asked for it.
  const listeners = [token, testRun.token].map((one) => one.onCancellationRequested(() => cancellation.cancel()));
  try {
    for (const file of files) {
      if (cancellation.token.isCancellationRequested) break;
      await runFile(testRun, request, file, cancellation.token, options);
    }
  } finally {
    for (const listener of listeners) listener.dispose();
    testRun.end();
  }
}

/** The unsaved text counts; a strategy that cannot run says why at each of its tests. */
async function runFile(
  testRun: vscode.TestRun,
  request: vscode.TestRunRequest,
  file: vscode.TestItem,
  token: vscode.CancellationToken,
  { service, secrets, update, modelsOf }: RunOptions,
): Promise<void> {
  const { uri } = file;
  if (!uri) return;
  try {
    const strategy = await describeStrategy(uri, service);
    update(file, strategy.described);
    const included = request.include && new Set(request.include.map(({ id }) => id));
    const excluded = new Set(request.exclude?.map(({ id }) => id));
    const chosen = chosenTests(testsOf(strategy.described, file.id), file.id, included ?? null, excluded);
    await runStrategyTests(chosen, { service, secrets, run: testRun, file, strategy, models: modelsOf(), token });
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    testRun.appendOutput(terminal(`${sentence}\n`));
    for (const item of itemsIn(file, request)) testRun.errored(item, new vscode.TestMessage(sentence));
  }
}

/** The strategies that a request is about. */
function filesOf(controller: vscode.TestController, { include }: vscode.TestRunRequest): readonly vscode.TestItem[] {
  if (include === undefined) return [...controller.items].map(([, file]) => file);
  return [...new Set(include.map(fileOf))];
}

function fileOf(item: vscode.TestItem): vscode.TestItem {
  return item.parent === undefined ? item : fileOf(item.parent);
}

/** The items at the ends of the branches that a request is about; the strategy itself where it has none. */
function itemsIn(file: vscode.TestItem, { include, exclude }: vscode.TestRunRequest): readonly vscode.TestItem[] {
  const isWithin = (item: vscode.TestItem | undefined, among: readonly vscode.TestItem[]): boolean =>
    item !== undefined && (among.includes(item) || isWithin(item.parent, among));
  const wanted = leavesOf(file).filter(
    (leaf) => (include === undefined || isWithin(leaf, include)) && !isWithin(leaf, exclude ?? []),
  );
  return wanted;
}

function leavesOf(item: vscode.TestItem): readonly vscode.TestItem[] {
  return item.children.size === 0 ? [item] : [...item.children].flatMap(([, child]) => leavesOf(child));
}

function localModel(): string {
  const set = vscode.workspace.getConfiguration().get<string>(setting, defaultLocalModel).trim();
  return set === '' ? defaultLocalModel : set;
}
