import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startHeldModel } from '../held-model.mjs';
import { heldStrategy } from '../workspace.mjs';
import { closeAll, file, until } from './helpers.ts';

/** A strategy whose only test waits for a model. */
function heldTests(url: string): string {
  return `${heldStrategy(url)}tests:\n  - {document: ../documents/kettle.txt, expect: [words > 5]}\n`;
}

async function openTested(name: string, text: string): Promise<vscode.TextDocument> {
  const uri = file(`strategies/${name}.strategy.yaml`);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(0, 0, 0, 0) });
  return document;
}

/** Runs the tests of the file in front, as soon as the Test Explorer knows of some. */
function runUntil(reached: () => boolean): Promise<boolean> {
  return until(async () => {
    if (!reached()) void vscode.commands.executeCommand('testing.runCurrentFile');
    for (let tries = 0; tries < 40 && !reached(); tries++) await new Promise((done) => setTimeout(done, 25));
    return reached();
  });
}

describe('the tests of a strategy', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('testing.clearTestResults');
    await closeAll();
  });

  it('ask the models as written, and stop them when the run is cancelled', async () => {
    const model = await startHeldModel();
    try {
      await openTested('held-tests', heldTests(model.url));
      await runUntil(() => model.began > 0);
      await vscode.commands.executeCommand('testing.cancelRun');
      await until(() => model.abandoned === model.began);
    } finally {
      await model.close();
    }
  });

  it('are found while they are typed', async () => {
    const model = await startHeldModel();
    model.free();
    try {
      const document = await openTested('typed-tests', heldStrategy(model.url));
      const edit = new vscode.WorkspaceEdit();
      const end = document.positionAt(document.getText().length);
      edit.insert(document.uri, end, 'tests:\n  - {document: ../documents/kettle.txt, expect: [words > 5]}\n');
      assert.ok(await vscode.workspace.applyEdit(edit));
      await runUntil(() => model.began > 0);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    } finally {
      await model.close();
    }
  });
});
