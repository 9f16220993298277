import { posix } from 'node:path';
import * as vscode from 'vscode';
import { languageId } from './language-client.ts';
import { nameProblem, starterDocument, starterStrategy } from './starter-strategy.ts';

const documentFiles = '**/*.{jsonl,txt,md,html}';
const noDocuments = '{**/node_modules/**,**/.*/**,**/out/**,**/README*,**/CHANGELOG*,**/LICENSE*,**/requirements*.txt}';
const firstDocument = 'documents/kettle.md';

/** Asks for a name, writes a strategy of that name into the workspace and opens it. @returns its address. */
export async function createStrategy(): Promise<vscode.Uri> {
  const folder = await chooseFolder();
  const name = await vscode.window.showInputBox({
    title: 'New Strategy',
    prompt: 'Its name: a to z, 0 to 9 and -',
    value: 'rephrase',
    validateInput: async (value) => nameProblem(value) ?? (await taken(folder, value)),
  });
  if (name === undefined) throw new vscode.CancellationError();
  if (!folder) return openUntitled(name);
  const uri = fileOf(folder, name);
  const documents = await documentsIn(folder);
  await vscode.workspace.fs.writeFile(uri, bytes(starterStrategy({ name, documents })));
  await vscode.window.showTextDocument(uri, { preview: false });
  return uri;
}

/** Without a folder there is no place to write to: the person saves it where it belongs. */
async function openUntitled(name: string): Promise<vscode.Uri> {
  const content = starterStrategy({ name, documents: 'documents' });
  const document = await vscode.workspace.openTextDocument({ language: languageId, content });
  await vscode.window.showTextDocument(document);
  return document.uri;
}

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length < 2) return folders[0]?.uri;
  const picked = await vscode.window.showWorkspaceFolderPick({ placeHolder: 'The folder for the new strategy' });
  if (!picked) throw new vscode.CancellationError();
  return picked.uri;
}

function fileOf(folder: vscode.Uri, name: string): vscode.Uri {
  return vscode.Uri.joinPath(folder, `${name}.strategy.yaml`);
}

async function taken(folder: vscode.Uri | undefined, name: string): Promise<string | undefined> {
  if (!folder) return undefined;
  const uri = fileOf(folder, name);
  return (await exists(uri)) ? `${posix.basename(uri.path)} is there already; choose another name.` : undefined;
}

/** The documents that a workspace already has, or a first one that is written for it. */
async function documentsIn(folder: vscode.Uri): Promise<string> {
  const pattern = new vscode.RelativePattern(folder, documentFiles);
  const found = (await vscode.workspace.findFiles(pattern, noDocuments, 500)).map(({ path }) =>
    posix.relative(folder.path, path),
  );
  const [rows] = found.filter((path) => path.endsWith('.jsonl')).toSorted();
  if (rows !== undefined) return rows;
  const fullest = fullestFolder(found);
  if (fullest !== undefined) return fullest;
  const uri = vscode.Uri.joinPath(folder, firstDocument);
  if (!(await exists(uri))) await vscode.workspace.fs.writeFile(uri, bytes(starterDocument));
  return posix.dirname(firstDocument);
}

/** The folder that most of the files lie in; files beside the strategy itself are more often notes than documents. */
function fullestFolder(files: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const folder of files.map((file) => posix.dirname(file))) {
    if (folder !== '.') counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].toSorted(([, left], [, right]) => right - left)[0]?.[0];
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
