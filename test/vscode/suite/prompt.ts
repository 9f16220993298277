import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startHeldModel } from '../held-model.mjs';
import { heldStrategy } from '../workspace.mjs';
import { closeAll, file, open, replace, until, wrap, write } from './helpers.ts';

function prompt(): string {
  return vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'wordmill-prompt')?.getText() ?? '';
}

describe('the prompt of a rephrasing', () => {
  after(closeAll);

  it('is shown beside the strategy, with its variables and what the model is given', async () => {
    await open(wrap);
    await vscode.commands.executeCommand('wordmill.showPrompt', { strategy: file(wrap), rephrasing: 'summary' });
    await until(() => prompt().includes('sum this page up in two sentences.'));
    assert.match(prompt(), /^\S.* · summary\n│ 1 request · 1 passage · [\d,]+ tokens · written in line \d+\n/);
    assert.match(prompt(), /│ audience: a (child|student)\n/);
    assert.match(prompt(), /━━ request · as rephraser is given it/);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), file(wrap).toString());
  });

  it('follows what is typed', async () => {
    const strategy = await vscode.workspace.openTextDocument(file(wrap));
    await replace(strategy, 'sum this page up in two', 'sum this page up in three');
    await until(() => prompt().includes('sum this page up in three sentences.'));
  });

  it('stays where it was scrolled to', async () => {
    const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === 'wordmill-prompt');
    assert.ok(editor);
    const top = new vscode.Range(8, 0, 8, 0);
    editor.revealRange(top, vscode.TextEditorRevealType.AtTop);
    const before = await until(() => (editor.visibleRanges[0]?.start.line ?? 0) > 0 && editor.visibleRanges[0]);
    const strategy = await vscode.workspace.openTextDocument(file(wrap));
    await replace(strategy, 'up in three', 'up in exactly three');
    await until(() => prompt().includes('up in exactly three'));
    assert.equal(editor.visibleRanges[0]?.start.line, before.start.line);
    await replace(strategy, 'up in exactly three', 'up in three');
  });

  it('stays and says what is wrong and where while the strategy has an error, with a link there', async () => {
    const strategy = await vscode.workspace.openTextDocument(file(wrap));
    await replace(strategy, 'rephrasings:', 'rephrasing:');
    await until(() => /\n│ ✗ line \d+: .*Below is the last prompt/.test(prompt()));
    assert.match(prompt(), /sum this page up in three sentences\./);
    const shown = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'wordmill-prompt');
    const links = await vscode.commands.executeCommand<readonly vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      shown?.uri,
    );
    assert.match(links[0]?.target?.toString() ?? '', /wrap\.strategy\.yaml#L\d+$/);
    await replace(strategy, 'rephrasing:', 'rephrasings:');
    await until(() => !prompt().includes('✗'));
    await vscode.window.showTextDocument(strategy);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('gives its request as a command line, without a model being asked', async () => {
    const model = await startHeldModel();
    try {
      const held = await write('held-prompt', heldStrategy(model.url));
      await open('strategies/held-prompt.strategy.yaml');
      await vscode.commands.executeCommand('wordmill.copyRequest', { strategy: held, rephrasing: 'again' });
      const copied = await vscode.env.clipboard.readText();
      assert.match(copied, /^curl /);
      assert.ok(copied.includes(`${model.url}/chat/completions`), copied);
      assert.equal(model.began, 0);
    } finally {
      await model.close();
    }
  });
});
