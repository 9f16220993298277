/** Runs inside the extension host: types into a prompt and waits until the document that shows it has what was typed. */
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';

const keys = 60;
/** The first ones meet a service that is still starting. */
const warmUp = 10;

export async function run() {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const uri = vscode.Uri.joinPath(folder.uri, 'strategies/wrap.strategy.yaml');
  const strategy = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(strategy);
  await vscode.commands.executeCommand('wordmill.showPrompt', { strategy: uri, rephrasing: 'summary' });
  await shows('sum this page up');
  const edits = [];
  const prompts = [];
  for (let key = 1; key <= keys; key++) {
    const place = strategy.positionAt(strategy.getText().indexOf('sum this page up'));
    const startedMs = performance.now();
    const shown = shows(`${'x'.repeat(key)}sum this page up`);
    await editor.edit((edit) => edit.insert(place, 'x'));
    edits.push(performance.now() - startedMs);
    await shown;
    prompts.push(performance.now() - startedMs);
  }
  const counted = { edits: edits.slice(warmUp), prompts: prompts.slice(warmUp) };
  writeFileSync(process.env.SUITE_REPORT, JSON.stringify(counted));
  await vscode.commands.executeCommand('workbench.action.files.revert');
}

function shows(text) {
  return new Promise((done) => {
    const isThere = () =>
      vscode.workspace.textDocuments.some(
        (document) => document.uri.scheme === 'wordmill-prompt' && document.getText().includes(text),
      );
    if (isThere()) return done();
    const listener = vscode.workspace.onDidChangeTextDocument(() => {
      if (!isThere()) return;
      listener.dispose();
      done();
    });
  });
}
