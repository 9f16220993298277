import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import * as vscode from 'vscode';
import { methods, type PartTextResult } from '#protocol';
import { requireTrust } from '../commands.ts';
import { Refusal } from '../refusal.ts';
import type { RunnerService } from '../service/runner-service.ts';

const packedScheme = 'wordmill-part';

/** A part of this size is more than an editor should open. */
const largestTextBytes = 50_000_000;

/** Lets the editor show parts of a run's output that are packed, or are tables, as lines of JSON. */
export function registerOutputs(service: RunnerService): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(packedScheme, {
    async provideTextDocumentContent({ fsPath }, token) {
      if (fsPath.endsWith('.gz')) {
        const unpacked = await promisify(gunzip)(await readFile(fsPath), { maxOutputLength: largestTextBytes });
        return unpacked.toString('utf8');
      }
      const { text, more } = await service.request<PartTextResult>(methods.partText, { path: fsPath }, token);
      return more ? `${text}… and further rows` : text;
    },
  });
}

interface Choice extends vscode.QuickPickItem {
  open(): Thenable<unknown>;
}

/** Opens what a run has written: its newest records or rejects, or the folder. Asks where there is a choice. */
export async function openOutput(folder: string): Promise<void> {
  const [records, rejects] = await Promise.all([newest(join(folder, 'data')), newest(join(folder, 'rejects'))]);
  if (!(await isFolder(folder))) {
    throw new Refusal(`${folder} is not there any more; take it off the view, or run the strategy again.`);
  }
  const choices: Choice[] = [];
  if (records) {
    const open = () => showPart(join(folder, 'data', records));
    choices.push({ label: '$(output) Newest records', description: records, open });
  }
  if (rejects) {
    const open = () => showPart(join(folder, 'rejects', rejects));
    choices.push({ label: '$(circle-slash) Newest rejects', description: rejects, open });
  }
  choices.push({ label: '$(folder) Folder', description: folder, open: () => reveal(vscode.Uri.file(folder)) });
  const [only] = choices;
  const chosen =
    choices.length === 1 ? only : await vscode.window.showQuickPick(choices, { title: 'What do you want to see?' });
  if (!chosen) throw new vscode.CancellationError();
  await chosen.open();
}

async function showPart(path: string): Promise<void> {
  if (/\.(?:zst|parquet)$/.test(path)) requireTrust('Reading packed records');
  const file = vscode.Uri.file(path);
  const uri = path.endsWith('.jsonl') ? file : file.with({ scheme: packedScheme });
  const document = await vscode.workspace.openTextDocument(uri);
  const language = document.languageId === 'plaintext' ? 'jsonl' : document.languageId;
  const known = await vscode.languages.getLanguages();
  if (known.includes(language)) await vscode.languages.setTextDocumentLanguage(document, language);
  await vscode.window.showTextDocument(document, { preview: true });
}

/** In the explorer where the folder is part of the workspace, else in the system's own. */
async function reveal(uri: vscode.Uri): Promise<void> {
  const command = vscode.workspace.getWorkspaceFolder(uri) ? 'revealInExplorer' : 'revealFileInOS';
  await vscode.commands.executeCommand(command, uri);
}

/** Parts sort by their slice, so that the last name is the newest. */
async function newest(folder: string): Promise<string | undefined> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.startsWith('part-'))
    .toSorted()
    .at(-1);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
