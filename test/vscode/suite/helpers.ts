import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** How often a condition is looked at again. */
const pollMs = 25;

/** Waits until `probe` gives something. The test's own time-out is the limit. */
export async function until<Value>(
  probe: () => Value | undefined | null | false | Promise<Value | undefined>,
): Promise<Value> {
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== null && value !== false) return value;
    await new Promise((done) => setTimeout(done, pollMs));
  }
}

/** The address of a file of the workspace. */
export function file(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Shows a file with the cursor at its beginning, whatever was selected there before. */
export async function open(path: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(file(path));
  return vscode.window.showTextDocument(document, { selection: new vscode.Range(0, 0, 0, 0) });
}

/** Writes a strategy that no test before it has opened, so that VS Code has no older text of it. */
export async function write(name: string, text: string): Promise<vscode.Uri> {
  const uri = file(`strategies/${name}.strategy.yaml`);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

export const wrap = 'strategies/wrap.strategy.yaml';

/** Replaces the only occurrence of a text in a document's buffer. */
export async function replace(document: vscode.TextDocument, before: string, after: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, rangeOf(document, before), after);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

export function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const start = document.getText().indexOf(text);
  assert.notEqual(start, -1, `${text} stands in ${document.uri.path}`);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}

/** Problems that the language server has reported, as opposed to those of a preview and to what only informs. */
export function problems(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(
      ({ source, severity }) => source !== 'wordmill preview' && severity !== vscode.DiagnosticSeverity.Information,
    );
}

/** The document that shows the preview, once it shows something. */
export function preview(): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'wordmill-preview');
}

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
