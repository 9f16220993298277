import { basename } from 'node:path';
import * as vscode from 'vscode';
import { type DescribeResult, methods, type StrategyText } from '#protocol';
import { languageId } from './language-client.ts';
import { newStrategy, Refusal, showProblems } from './refusal.ts';
import type { RunnerService } from './service/runner-service.ts';

const lastStrategy = 'wordmill.lastStrategy';
const strategyFiles = '**/*.strategy.{yaml,yml}';

/** More strategies than anybody picks from a list. */
const mostStrategies = 200;

/** A strategy that can run, as the editor has it. */
export interface ChosenStrategy {
  readonly uri: vscode.Uri;
  /** The buffer, where the file is open; it counts before the file. */
  readonly text: StrategyText;
  readonly described: DescribeResult;
}

/** Which strategy a command is about: the one it was given, the one in front, the only one, or the one that is picked. */
export async function chooseStrategy(given: vscode.Uri | undefined, memento: vscode.Memento): Promise<vscode.Uri> {
  if (given) return given;
  const active = vscode.window.activeTextEditor?.document;
  if (active?.languageId === languageId) return saved(active.uri);
  const found = await vscode.workspace.findFiles(strategyFiles, '**/node_modules/**', mostStrategies);
  const open = vscode.workspace.textDocuments.filter(
    ({ languageId: language, uri }) => language === languageId && uri.scheme === 'file',
  );
  const uris = new Map([...open.map(({ uri }) => uri), ...found].map((uri) => [uri.toString(), uri]));
  const [only] = uris.values();
  if (!only) throw new Refusal('There is no *.strategy.yaml in this workspace.', [newStrategy]);
  if (uris.size === 1) return only;
  return pickStrategy([...uris.values()], memento);
}

/** Asks the runner what is in a strategy. @throws Refusal where it has errors, with the first of them, or is none. */
export async function describeStrategy(uri: vscode.Uri, service: RunnerService): Promise<ChosenStrategy> {
  const document = await vscode.workspace.openTextDocument(saved(uri));
  const text = strategyText(document);
  const described = await service.request<DescribeResult>(methods.describe, { strategy: text });
  const [first] = described.errors;
  if (first) {
    const count = described.errors.length === 1 ? 'an error' : `${described.errors.length} errors, the first`;
    const name = basename(text.path);
    throw new Refusal(`${name} has ${count} in line ${first.line}: ${first.message}`, [showProblems]);
  }
  if (described.notRunnable !== null) throw new Refusal(described.notRunnable);
  return { uri: document.uri, text, described };
}

/** A strategy as the editor has it, with those that it may use. */
export function strategyText(document: vscode.TextDocument): StrategyText {
  return { path: document.uri.fsPath, text: document.getText(), used: unsavedBesides(document) };
}

/** A strategy as it is now, without opening it where it is not open; null where the file is gone. */
export async function readStrategy(uri: vscode.Uri): Promise<StrategyText | null> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return strategyText(open);
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    return { path: uri.fsPath, text: new TextDecoder().decode(bytes), used: unsavedBesides() };
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return null;
    throw error;
  }
}

/** The names of environment variables that a strategy's models refer to. */
export function environmentNames({ models }: DescribeResult): readonly string[] {
  return [...new Set(models.flatMap(({ environment }) => environment))];
}

/** The other strategies with unsaved changes: one of them may be used. */
function unsavedBesides(document?: vscode.TextDocument): NonNullable<StrategyText['used']> {
  return vscode.workspace.textDocuments
    .filter((other) => other !== document && other.isDirty && other.uri.scheme === 'file')
    .filter(({ languageId: language }) => language === languageId)
    .map((other) => ({ path: other.uri.fsPath, text: other.getText() }));
}

function saved(uri: vscode.Uri): vscode.Uri {
  if (uri.scheme === 'file') return uri;
  throw new Refusal('Save the strategy first: its paths are relative to the folder where it lies.', [
    { title: 'Save', command: 'workbench.action.files.save' },
  ]);
}

async function pickStrategy(uris: readonly vscode.Uri[], memento: vscode.Memento): Promise<vscode.Uri> {
  const last = memento.get<string>(lastStrategy);
  const items = uris
    .map((uri) => ({ label: basename(uri.fsPath), description: vscode.workspace.asRelativePath(uri), uri }))
    .toSorted((left, right) => left.description.localeCompare(right.description));
  const remembered = items.filter(({ uri }) => uri.toString() === last);
  const others = items.filter((item) => !remembered.includes(item));
  const picked = await vscode.window.showQuickPick([...remembered, ...others], {
    title: 'Through which strategy?',
    matchOnDescription: true,
  });
  if (!picked) throw new vscode.CancellationError();
  await memento.update(lastStrategy, picked.uri.toString());
  return picked.uri;
}
