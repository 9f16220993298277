import { basename } from 'node:path';
import * as vscode from 'vscode';
import { requireTrust } from '../commands.ts';
import type { RunnerService } from '../service/runner-service.ts';
import { chooseStrategy, describeStrategy } from '../strategies.ts';
import { hasRows } from './document-text.ts';
import type { Choice, DocumentChoice } from './document-choice.ts';
import { openDocumentTabs } from './open-documents.ts';
import { pickRow } from './pick-row.ts';

/** A document, or a step through the sample. */
export type Asked = Choice | 'next' | 'previous';

export interface AskForDocumentOptions {
  readonly choice: DocumentChoice;
  readonly service: RunnerService;
  readonly memento: vscode.Memento;
}

interface Item extends vscode.QuickPickItem {
  /** Absent for headings. */
  readonly ask?: () => Asked | Promise<Asked>;
}

/** More files with rows than anybody picks from a list. */
const mostFiles = 200;

/** Asks which document previews are to be of. @param file the answer, where it is known; of a file with rows, which row is asked */
export async function askForDocument(file: vscode.Uri | undefined, options: AskForDocumentOptions): Promise<Asked> {
  if (file) return inFile(file, options);
  const title = 'Which document are previews of?';
  return pick([...openItems(options), ...sampleItems(), ...otherItems(options)], title, options.choice.label);
}

function openItems(options: AskForDocumentOptions): readonly Item[] {
  const tabs = openDocumentTabs();
  if (tabs.length === 0) return [];
  return [heading('Open documents'), ...tabs.map((uri) => fileItem(uri, options))];
}

function sampleItems(): readonly Item[] {
  return [
    heading('The sample of the corpus'),
    { label: '$(arrow-right) Next document of the sample', ask: () => 'next' },
    { label: '$(arrow-left) Previous document of the sample', ask: () => 'previous' },
    { label: '$(home) First document of the sample', ask: () => ({ kind: 'sample', index: 0 }) },
  ];
}

function otherItems(options: AskForDocumentOptions): readonly Item[] {
  return [
    heading('Other documents'),
    { label: '$(folder-opened) A file …', ask: () => askForFile(options) },
    { label: '$(table) A row of a file …', ask: () => askForRow(options) },
  ];
}

async function askForFile(options: AskForDocumentOptions): Promise<Asked> {
  const defaultUri = vscode.workspace.workspaceFolders?.[0]?.uri;
  const [file] =
    (await vscode.window.showOpenDialog({
      title: 'Which document?',
      ...(defaultUri && { defaultUri }),
      filters: { Documents: ['txt', 'md', 'html', 'htm', 'jsonl', 'parquet', 'gz', 'zst'] },
    })) ?? [];
  if (!file) throw new vscode.CancellationError();
  return inFile(file, options);
}

async function askForRow(options: AskForDocumentOptions): Promise<Asked> {
  const found = await vscode.workspace.findFiles(
    '**/*.{jsonl,jsonl.gz,jsonl.zst,parquet}',
    '**/{node_modules,journal,ledger,rejects}/**',
    mostFiles,
  );
  const items = found
    .map((uri) => fileItem(uri, options))
    .toSorted((left, right) => (left.description ?? '').localeCompare(right.description ?? ''));
  const elsewhere = { label: '$(folder-opened) Another file …', ask: () => askForFile(options) };
  return pick([...items, elsewhere], 'A row of which file?');
}

/** A file is a document, or has a document in each of its rows. */
async function inFile(file: vscode.Uri, options: AskForDocumentOptions): Promise<Asked> {
  const path = file.fsPath;
  if (!hasRows(path)) return { kind: 'file', path };
  requireTrust('Reading the rows of a file');
  const { service, memento } = options;
  const { text } = await describeStrategy(await chooseStrategy(undefined, memento), service);
  return { kind: 'row', path, row: await pickRow(path, text, service) };
}

function fileItem(uri: vscode.Uri, options: AskForDocumentOptions): Item {
  const icon = hasRows(uri.path) ? '$(table)' : '$(file)';
  const description = vscode.workspace.asRelativePath(uri);
  return { label: `${icon} ${basename(uri.fsPath)}`, description, ask: () => inFile(uri, options) };
}

function heading(label: string): Item {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

async function pick(items: readonly Item[], title: string, now?: string): Promise<Asked> {
  const placeHolder = now === undefined ? {} : { placeHolder: `Now: ${now}` };
  const picked = await vscode.window.showQuickPick(items, { title, matchOnDescription: true, ...placeHolder });
  if (!picked?.ask) throw new vscode.CancellationError();
  return picked.ask();
}
