import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { PreviewedDocument } from '#protocol';
import { startHeldModel } from '../held-model.mjs';
import { heldStrategy } from '../workspace.mjs';
import { closeAll, file, open, replace, until, wrap, write } from './helpers.ts';

type Previewed = Thenable<PreviewedDocument | undefined>;

function inline(strategy: vscode.Uri, rephrasings?: readonly string[]): Previewed {
  return vscode.commands.executeCommand('wordmill.previewInline', { strategy, rephrasings });
}

function textOf(previewed: PreviewedDocument | undefined): unknown {
  return previewed?.results[0]?.record?.['text'];
}

/** Does something with a strategy whose model waits. */
async function held(name: string, act: (strategy: vscode.Uri, model: HeldModel) => Promise<void>): Promise<void> {
  const model = await startHeldModel();
  try {
    await act(await write(name, heldStrategy(model.url)), model);
  } finally {
    await model.close();
  }
}

type HeldModel = Awaited<ReturnType<typeof startHeldModel>>;

describe('an inline preview', () => {
  afterEach(closeAll);

  it('is of the document that is chosen, with what has not been saved', async () => {
    const { document } = await open('documents/kettle.txt');
    await replace(document, 'A kettle switches', 'A kettle of steel switches');
    await vscode.commands.executeCommand('wordmill.chooseDocument', document.uri);
    await open(wrap);
    assert.equal(textOf(await inline(file(wrap), ['same'])), document.getText());
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('is of the rephrasing under the cursor where none is named', async () => {
    const { document } = await open(wrap);
    const line = document
      .getText()
      .split('\n')
      .findIndex((text) => text.includes('style: verbatim'));
    const shown = await vscode.window.showTextDocument(document, { selection: new vscode.Range(line, 4, line, 4) });
    assert.equal(shown.selection.active.line, line);
    const previewed = await vscode.commands.executeCommand<PreviewedDocument>('wordmill.previewInline');
    assert.deepEqual(
      previewed.results.map(({ rephrasing }) => rephrasing),
      ['same'],
    );
  });

  it('follows through the sample, and keeps to what is shown', async () => {
    await open(wrap);
    await inline(file(wrap), ['same']);
    await inline(file(wrap), ['questions']);
    const next = await vscode.commands.executeCommand<PreviewedDocument>('wordmill.nextDocument');
    const after = await vscode.commands.executeCommand<PreviewedDocument>('wordmill.nextDocument');
    assert.notEqual(after.id, next.id);
    assert.deepEqual(after.results.map(({ rephrasing }) => rephrasing).toSorted(), ['questions', 'same']);
    const back = await vscode.commands.executeCommand<PreviewedDocument>('wordmill.previousDocument');
    assert.equal(back.id, next.id);
  });

  it('stays with the first document of the sample where there is none before it', async () => {
    await open(wrap);
    let first = await inline(file(wrap), ['same']);
    for (;;) {
      const before = await vscode.commands.executeCommand<PreviewedDocument | undefined>('wordmill.previousDocument');
      if (!before) break;
      first = before;
    }
    assert.equal((await inline(file(wrap), ['same']))?.id, first?.id);
    const second = await vscode.commands.executeCommand<PreviewedDocument>('wordmill.nextDocument');
    assert.notEqual(second.id, first?.id);
  });

  it('is copied as the text that it is', async () => {
    const { document } = await open('documents/tide-pools.md');
    await vscode.commands.executeCommand('wordmill.previewDocument', { strategy: file(wrap), rephrasings: ['same'] });
    await vscode.env.clipboard.writeText('');
    await vscode.commands.executeCommand('wordmill.copyRephrasing');
    assert.equal(await vscode.env.clipboard.readText(), document.getText().trimEnd());
  });

  it('goes with its editor, and the model stops', async () => {
    await held('inline-closed', async (strategy, model) => {
      await vscode.window.showTextDocument(strategy);
      const running = inline(strategy, ['again']);
      await until(() => model.began === 1);
      await closeAll();
      assert.equal(await running, undefined);
      await until(() => model.abandoned === 1);
      // Nothing is shown any more that could follow.
      assert.equal(await vscode.commands.executeCommand('wordmill.nextDocument'), undefined);
      assert.equal(model.began, 1);
    });
  });

  it('gives way to a newer one of the same rephrasing, and to no other', async () => {
    await held('inline-replaced', async (strategy, model) => {
      await vscode.window.showTextDocument(strategy);
      const older = inline(strategy, ['again']);
      await until(() => model.began === 1);
      const beside = await inline(file(wrap), ['same']);
      assert.ok(textOf(beside));
      assert.equal(model.abandoned, 0);
      const newer = inline(strategy, ['again']);
      await until(() => model.began === 2);
      assert.equal(await older, undefined);
      model.free();
      assert.ok(textOf(await newer));
    });
  });

  it('is asked for again with other seeds', async () => {
    await open(wrap);
    const first = await inline(file(wrap), ['same']);
    const again = await vscode.commands.executeCommand<PreviewedDocument>('wordmill.previewAgain');
    assert.equal(again.id, first?.id);
    assert.deepEqual(again.results[0]?.messages, first?.results[0]?.messages);
  });

  it('ends with the sentence of what went wrong where a rephrasing is there no more', async () => {
    const strategy = await write('inline-empty', 'version: 1\nstrategy: empty\n');
    await vscode.window.showTextDocument(strategy);
    assert.equal(await inline(strategy, ['same']), undefined);
  });
});
