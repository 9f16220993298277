import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestConnectionResult } from '#protocol';
import { closeAll, file, problems, until, wrap } from './helpers.ts';

describe('the other commands', () => {
  after(closeAll);

  it('test the connection to each model', async () => {
    const result = await vscode.commands.executeCommand<TestConnectionResult>('wordmill.testConnection', {
      strategy: file(wrap),
    });
    assert.deepEqual(
      result.models.map(({ model, ok }) => ({ model, ok })),
      [
        { model: 'rephraser', ok: true },
        { model: 'echo', ok: true },
      ],
    );
  });

  it('write a new strategy that has no problems', async () => {
    const asked = vscode.commands.executeCommand<vscode.Uri | undefined>('wordmill.newStrategy');
    const answered = settled(asked);
    // Accepts the proposed name as soon as the question is there.
    await until(async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return answered() || undefined;
    });
    const uri = await asked;
    assert.ok(uri);
    assert.ok(uri.path.endsWith('/rephrase.strategy.yaml'), uri.path);
    const document = await vscode.workspace.openTextDocument(uri);
    assert.match(document.getText(), /from: "documents/);
    await until(async () => {
      const lenses = await vscode.commands.executeCommand<readonly vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        uri,
      );
      return lenses.length > 0 || undefined;
    });
    assert.deepEqual(problems(uri), []);
  });

  it('show the log', async () => {
    await vscode.commands.executeCommand('wordmill.showLog');
    await until(() => vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === 'output'));
  });
});

/** Says whether a promise has come to its end. */
function settled(promise: PromiseLike<unknown>): () => boolean {
  let ended = false;
  const end = (): void => {
    ended = true;
  };
  promise.then(end, end);
  return () => ended;
}
