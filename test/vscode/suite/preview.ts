import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { PreviewedDocument } from '#protocol';
import { startHeldModel } from '../held-model.mjs';
import { heldStrategy, rejectingGate, rejectingLine, rows as allRows } from '../workspace.mjs';
import { closeAll, file, open, preview, replace, until, wrap, write } from './helpers.ts';

function previewDocument(rephrasings: readonly string[]): Thenable<PreviewedDocument | undefined> {
  return vscode.commands.executeCommand('wordmill.previewDocument', { strategy: file(wrap), rephrasings });
}

function previewSample(strategy: vscode.Uri, rephrasings: readonly string[]): Thenable<PreviewedDocument | undefined> {
  return vscode.commands.executeCommand('wordmill.previewSample', { strategy, rephrasings });
}

function gateMarks(): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(file(wrap)).filter(({ source }) => source === 'wordmill preview');
}

describe('a preview', () => {
  after(closeAll);

  it('is shown in a document beside, and leaves the cursor where it is', async () => {
    const { document } = await open(wrap);
    const previewed = await previewSample(file(wrap), ['same']);
    const shown = await until(() => preview()?.getText().includes('same · ✓ kept') && preview());
    assert.equal(shown.languageId, 'wordmill-preview');
    assert.ok(shown.getText().startsWith(`${previewed?.id} · wrap\n`));
    assert.equal(vscode.window.activeTextEditor?.document, document);
    assert.equal(vscode.window.visibleTextEditors.length, 2);
  });

  it('takes what has not been saved, of the document and of the strategy', async () => {
    const { document } = await open('documents/kettle.txt');
    await replace(document, 'A kettle switches itself off', 'A kettle of 1,500 watts switches itself off');
    const strategy = await vscode.workspace.openTextDocument(file(wrap));
    await replace(strategy, 'prompt: "{{ text }}"', 'prompt: "Unsaved: {{ text }}"');
    const previewed = await previewDocument(['same']);
    assert.match(String(previewed?.results[0]?.raw), /^Unsaved: A kettle of 1,500 watts/);
    assert.ok(document.isDirty && strategy.isDirty);
    for (const one of [document, strategy]) {
      await vscode.window.showTextDocument(one);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
  });

  it('takes a selection, or the row under the cursor', async () => {
    const text = await open('documents/tide-pools.md');
    text.selection = new vscode.Selection(0, 2, 0, 11);
    const selected = await previewDocument(['same']);
    assert.equal(selected?.skipped?.expression, 'words >= 20');

    const rows = await open('documents/rows.jsonl');
    rows.selection = new vscode.Selection(1, 3, 1, 3);
    const row = await previewDocument(['same']);
    assert.match(String(row?.results[0]?.record?.['text']), /^Trees make a street cooler/);
    assert.equal(row?.results[0]?.record?.['source_row'], 1);
  });

  it('marks the gate that rejects in the strategy, until that changes', async () => {
    await open('documents/tide-pools.md');
    const previewed = await previewDocument(['summary']);
    assert.equal(previewed?.results[0]?.reject?.gate, rejectingGate);
    const mark = await until(() => gateMarks()[0]);
    assert.equal(mark.range.start.line + 1, rejectingLine);
    assert.equal(mark.severity, vscode.DiagnosticSeverity.Information);
    const strategy = await vscode.workspace.openTextDocument(file(wrap));
    await replace(strategy, 'seed: 17', 'seed: 18');
    await until(() => gateMarks().length === 0);
    await vscode.window.showTextDocument(strategy);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('marks in its own text what an answer has invented', async () => {
    await previewSample(file(wrap), ['same', 'summary']);
    const shown = await until(preview);
    const found = await until(() =>
      vscode.languages.getDiagnostics(shown.uri).find(({ code }) => code === 'number-invented'),
    );
    assert.equal(shown.getText(found.range), '4');
    assert.equal(found.source, 'wordmill fidelity');
  });

  it('stays with one document of the sample until the next is asked for, and comes round', async () => {
    const first = await previewSample(file(wrap), ['same']);
    const again = await previewSample(file(wrap), ['same']);
    assert.equal(again?.id, first?.id);
    const seen = new Set([first?.id]);
    for (;;) {
      const next = await vscode.commands.executeCommand<PreviewedDocument>('wordmill.nextDocument');
      if (seen.has(next.id)) break;
      seen.add(next.id);
    }
    assert.equal(seen.size, allRows.length + 2);
  });

  it('streams, and cancelling it stops the model', async () => {
    const model = await startHeldModel();
    try {
      const held = await write('held-cancelled', heldStrategy(model.url));
      const running = previewSample(held, ['again']);
      await until(() => preview()?.getText().includes('again · writing …\n\n'));
      const half = preview()?.getText() ?? '';
      assert.ok(half.split('\n').length > 3, half);
      await vscode.commands.executeCommand('wordmill.cancelPreview');
      assert.equal(await running, undefined);
      await until(() => model.abandoned === 1);
      await until(() => preview()?.getText().includes('Cancelled.'));
    } finally {
      await model.close();
    }
  });

  it('gives way to a newer one', async () => {
    const model = await startHeldModel();
    try {
      const held = await write('held-replaced', heldStrategy(model.url));
      const older = previewSample(held, ['again']);
      await until(() => model.began === 1);
      const newer = await previewSample(file(wrap), ['same']);
      assert.equal(await older, undefined);
      assert.equal(newer?.results[0]?.rephrasing, 'same');
      await until(() => model.abandoned === 1);
      await until(() => preview()?.getText().includes('same · ✓ kept'));
    } finally {
      await model.close();
    }
  });

  it('comes back after the preview service has died', async () => {
    const first = await previewSample(file(wrap), ['same']);
    assert.ok(first);
    const service = await until(servicePid);
    process.kill(service, 'SIGKILL');
    await until(async () => (await servicePid()) === undefined || undefined);
    const again = await previewSample(file(wrap), ['same']);
    assert.deepEqual(again?.results[0]?.messages, first.results[0]?.messages);
  });
});

/** The process of the preview service, which is a child of the extension host. */
async function servicePid(): Promise<number | undefined> {
  const { execFile } = await import('node:child_process');
  const { promisify } = await import('node:util');
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,ppid=,stat=,args=']);
  const line = stdout
    .split('\n')
    .map((one) => one.trim().split(/\s+/))
    .find(
      ([, parent, state, ...args]) =>
        parent === String(process.pid) && !state?.startsWith('Z') && args.includes('serve'),
    );
  return line?.[0] === undefined ? undefined : Number(line[0]);
}
