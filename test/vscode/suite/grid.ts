import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Grid } from '../../../client/grid/grid.ts';
import { startHeldModel } from '../held-model.mjs';
import { heldStrategy } from '../workspace.mjs';
import { closeAll, file, until, wrap, write } from './helpers.ts';

function previewGrid(argument: Record<string, unknown>): Thenable<Grid | undefined> {
  return vscode.commands.executeCommand('wordmill.previewGrid', { strategy: file(wrap), ...argument });
}

function textsOf({ cells }: Grid, column: number, columns: number): readonly string[] {
  return cells.flatMap(({ state }, cell) =>
    cell % columns === column && state.kind === 'finished' ? state.outputs.map(({ text }) => text) : [],
  );
}

function gridTab(): vscode.Tab | undefined {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label.startsWith('Grid: '));
}

describe('a grid', () => {
  after(closeAll);

  it('fills rephrasings × models × documents through the real service', async () => {
    const rephrasings = ['summary', 'same'];
    const grid = await previewGrid({ rephrasings, models: [null, 'mock:echo'], samples: 2 });
    assert.ok(grid);
    assert.equal(grid.cells.length, 8);
    assert.deepEqual(
      grid.cells.map(({ state }) => state.kind),
      Array.from({ length: 8 }, () => 'finished'),
    );
    // As written, the answers are known by heart; elsewhere the prompt comes back, with the document in it.
    const documents = grid.rows.map(({ document }) => document?.text ?? '');
    assert.ok(textsOf(grid, 0, 4).every((text) => text.startsWith('A tide pool is sea water')));
    assert.ok(textsOf(grid, 2, 4).every((text, row) => text.includes(documents[row]?.trim() ?? '?')));
    assert.ok(textsOf(grid, 2, 4).every((text) => text.includes('sum this page up')));
    assert.deepEqual(textsOf(grid, 1, 4), textsOf(grid, 3, 4));
    assert.deepEqual(grid.pairs.map(({ row, rephrasing }) => `${row} ${rephrasing}`).toSorted(), [
      '0 same',
      '0 summary',
      '1 same',
      '1 summary',
    ]);
    assert.equal((await until(gridTab)).label, 'Grid: wrap');
  });

  it('leaves no marks in the strategy: its cells are many, and not as it is written', () => {
    const marks = vscode.languages.getDiagnostics(file(wrap)).filter(({ source }) => source === 'wordmill preview');
    assert.deepEqual(marks, []);
  });

  it('goes on where one of its models cannot be reached', async () => {
    const grid = await previewGrid({
      rephrasings: ['same'],
      models: ['http://127.0.0.1:9/v1', 'mock:echo'],
      samples: 2,
    });
    const states = grid?.cells.map(({ state }) => state) ?? [];
    assert.deepEqual(
      states.map(({ kind }) => kind),
      ['failed', 'finished', 'failed', 'finished'],
    );
    const [failed] = states;
    assert.match(failed?.kind === 'failed' ? failed.message : '', /127\.0\.0\.1:9/);
  });

  it('is cancelled with its panel, and the model stops', async () => {
    const model = await startHeldModel();
    try {
      const strategy = await write('held-grid', heldStrategy(model.url));
      const running = previewGrid({ strategy, rephrasings: ['again'], models: [null], samples: 6 });
      await until(() => model.began >= 1);
      const tab = await until(() =>
        vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label === 'Grid: held'),
      );
      await vscode.window.tabGroups.close(tab);
      const grid = await running;
      assert.ok(grid?.cells.every(({ state }) => state.kind === 'stopped'));
      await until(() => model.abandoned === model.began);
    } finally {
      await model.close();
    }
  });

  it('says what is too much', async () => {
    assert.equal(await previewGrid({ rephrasings: ['same'], models: [null], samples: 201 }), undefined);
  });
});
