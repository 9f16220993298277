import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { PreviewedDocument } from '#protocol';
import { startHeldModel } from '../held-model.mjs';
import { heldStrategy, rejectingLine } from '../workspace.mjs';
import { closeAll, file, open, replace, until, wrap, write } from './helpers.ts';

function compare(strategy: vscode.Uri, rephrasing: string): Thenable<PreviewedDocument | undefined> {
  return vscode.commands.executeCommand('wordmill.showDiff', { strategy, rephrasing });
}

/** The comparison in front. */
function diff(): vscode.TabInputTextDiff | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputTextDiff ? input : undefined;
}

function title(): string | undefined {
  return vscode.window.tabGroups.activeTabGroup.activeTab?.label;
}

function textOf(uri: vscode.Uri): string {
  return vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString())?.getText() ?? '';
}

function fidelity(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'wordmill fidelity');
}

describe('a comparison', () => {
  after(async () => {
    await closeAll();
    // From a file that leads back into the sample.
    await vscode.commands.executeCommand('wordmill.nextDocument');
  });

  it('sets the source beside its rephrasing, coloured as the source is', async () => {
    await open(wrap);
    const previewed = await compare(file(wrap), 'summary');
    const shown = await until(diff);
    assert.equal(title(), 'document 1 of the sample ↔ summary');
    await until(() => textOf(shown.modified).includes('4 times a day'));
    assert.equal(textOf(shown.original), previewed?.text);
    const output = await vscode.workspace.openTextDocument(shown.modified);
    assert.equal(output.languageId, previewed?.file.endsWith('.md') === true ? 'markdown' : 'wordmill-text');
    // The strategy stays in sight.
    assert.ok(
      vscode.window.visibleTextEditors.some(({ document }) => document.uri.path.endsWith('wrap.strategy.yaml')),
    );
  });

  it('marks what is invented in the rephrasing', async () => {
    const shown = await until(diff);
    const found = await until(() => fidelity(shown.modified).find(({ code }) => code === 'number-invented'));
    const output = await vscode.workspace.openTextDocument(shown.modified);
    assert.equal(output.getText(found.range), '4');
    assert.equal(found.severity, vscode.DiagnosticSeverity.Warning);
  });

  it('is what a failed gate points at', async () => {
    const mark = await until(() =>
      vscode.languages.getDiagnostics(file(wrap)).findLast(({ source }) => source === 'wordmill preview'),
    );
    assert.equal(mark.range.start.line + 1, rejectingLine);
    const place = mark.relatedInformation?.[0]?.location.uri;
    assert.equal(place?.scheme, 'wordmill-output');
    assert.match((await vscode.workspace.openTextDocument(place)).getText(), /4 times a day/);
  });

  it('goes through the rephrasings, and round', async () => {
    const titles = ['questions', 'same', 'summary'].map((name) => `document 1 of the sample ↔ ${name}`);
    for (const next of titles) {
      await vscode.commands.executeCommand('wordmill.nextRephrasing');
      await until(() => title() === next);
    }
    await vscode.commands.executeCommand('wordmill.previousRephrasing');
    await until(() => title() === titles[1]);
  });

  it('is opened from what stands between the lines', async () => {
    const { document } = await open('documents/tide-pools.md');
    await vscode.commands.executeCommand('wordmill.chooseDocument', document.uri);
    await open(wrap);
    await vscode.commands.executeCommand('wordmill.previewInline', {
      strategy: file(wrap),
      rephrasings: ['questions'],
    });
    await vscode.commands.executeCommand('wordmill.openDiff');
    await until(() => title() === 'tide-pools.md ↔ questions');
    const shown = await until(diff);
    assert.equal(textOf(shown.original), document.getText());
    const output = await vscode.workspace.openTextDocument(shown.modified);
    assert.equal(output.languageId, 'markdown');
    // What was previewed is not asked for again.
    const before = await compare(file(wrap), 'questions');
    assert.equal(before, await compare(file(wrap), 'questions'));
  });

  it('shows at once what was previewed already, until the strategy changes', async () => {
    const model = await startHeldModel();
    model.free();
    try {
      const held = await write('held-compared', heldStrategy(model.url));
      const { document } = await open('strategies/held-compared.strategy.yaml');
      const first = await compare(held, 'again');
      assert.equal(await compare(held, 'again'), first);
      assert.equal(model.began, 1);
      await replace(document, 'prompt: "', 'prompt: "Now: ');
      const second = await compare(held, 'again');
      assert.match(String(second?.results[0]?.raw), /^Now: /);
      assert.equal(model.began, 2);
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    } finally {
      await model.close();
    }
  });

  it('that another window has made is a sentence, and no error', async () => {
    const old = vscode.Uri.from({ scheme: 'wordmill-output', path: '/old.md', query: 'id=0&rephrasing=qa&nth=0' });
    const { document } = await vscode.window.showTextDocument(old);
    assert.equal(document.getText(), 'This comparison is not kept any more. Compare again.\n');
    assert.deepEqual(fidelity(old), []);
  });

  it('follows the answer, and keeps what came when it is cancelled', async () => {
    const model = await startHeldModel();
    try {
      const held = await write('held-followed', heldStrategy(model.url));
      await open('strategies/held-followed.strategy.yaml');
      const running = compare(held, 'again');
      const shown = await until(() => (title()?.endsWith('↔ again') ? diff() : undefined));
      const half = await until(() => {
        const text = textOf(shown.modified);
        return text !== '' && textOf(shown.original).startsWith(text.trim()) ? text : undefined;
      });
      await vscode.commands.executeCommand('wordmill.cancelPreview');
      assert.equal(await running, undefined);
      await until(() => model.abandoned === 1);
      assert.equal(textOf(shown.modified), half);
    } finally {
      await model.close();
    }
  });
});
