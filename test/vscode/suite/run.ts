import * as assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { startHeldModel } from '../held-model.mjs';
import { heldStrategy, rows } from '../workspace.mjs';
import { closeAll, file, open, replace, until, wrap, write } from './helpers.ts';

interface Status {
  readonly state: string;
  readonly pid: number;
  readonly records: number;
  readonly rejects: number;
}

async function statusOf(folder: string): Promise<Status | undefined> {
  const text = await readFile(join(folder, 'status/0000.json'), 'utf8').catch(() => undefined);
  // The runner writes nothing else there.
  return text === undefined ? undefined : (JSON.parse(text) as Status);
}

async function inState(folder: string, state: string): Promise<Status> {
  return until(async () => {
    const status = await statusOf(folder);
    return status?.state === state ? status : undefined;
  });
}

describe('a run', () => {
  let output: string;

  beforeEach(async () => {
    output = join(await mkdtemp(join(tmpdir(), 'mill-run-')), 'out');
  });

  afterEach(async () => {
    await closeAll();
    await rm(join(output, '..'), { recursive: true, force: true });
  });

  it('saves the strategy, writes its records and its rejects, and opens them', async () => {
    const { document } = await open(wrap);
    await replace(document, 'seed: 17', 'seed: 23');
    await vscode.commands.executeCommand('wordmill.run', { strategy: file(wrap), output });
    assert.equal(document.isDirty, false);
    const documents = rows.length + 2;
    const { records, rejects } = await inState(output, 'finished');
    assert.deepEqual({ records, rejects }, { records: 2 * documents, rejects: documents });
    const [part] = (await readdir(join(output, 'data'))).toSorted();
    assert.ok(part?.startsWith('part-'), part);
    await vscode.commands.executeCommand('wordmill.openReport', {
      snapshot: { run: { folder: output }, name: 'wrap' },
    });
    await until(() => vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview);
  });

  it('is no child of the editor, is cancelled, and resumes where it stopped', async () => {
    const model = await startHeldModel();
    try {
      const held = await write('held-run', heldStrategy(model.url));
      await vscode.commands.executeCommand('wordmill.run', { strategy: held, output });
      const { pid } = await inState(output, 'running');
      await until(() => model.began === 1);
      model.letGo(1);
      await until(() => model.began === 2);
      await vscode.commands.executeCommand('wordmill.cancelRun');
      // The request that is under way is brought to its end, and perhaps one that the signal was too late for.
      const { records } = await until(async () => {
        model.letGo(1);
        const status = await statusOf(output);
        return status?.state === 'interrupted' ? status : undefined;
      });
      assert.ok(records >= 1 && records < rows.length, `${records} records`);
      await until(() => !isAlive(pid));

      model.free();
      await vscode.commands.executeCommand('wordmill.resumeRun', {
        snapshot: { run: { folder: output, strategy: held.fsPath, log: null }, name: 'held' },
      });
      assert.equal((await inState(output, 'finished')).records, rows.length);
      assert.equal(model.began, rows.length);
    } finally {
      await model.close();
    }
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
