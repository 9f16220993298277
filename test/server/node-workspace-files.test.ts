import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeWorkspaceFiles } from '../../server/node-workspace-files.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wordmill workspace é-'));
  for (const inner of ['deep/deeper', 'node_modules/x', '.git']) {
    await mkdir(join(folder, inner), { recursive: true });
    await writeFile(join(folder, inner, 'a.strategy.yaml'), `# ${inner}`);
  }
  await writeFile(join(folder, 'b.strategy.yml'), '# b');
  await writeFile(join(folder, 'other.yaml'), '# other');
  await symlink(folder, join(folder, 'round'), 'dir');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('strategies are found in folders, not in hidden ones, not in packages, and not by links', async () => {
  const found = await nodeWorkspaceFiles.strategies(pathToFileURL(folder).href);
  const expected = ['b.strategy.yml', 'deep/deeper/a.strategy.yaml'];
  expect(found).toEqual(expected.map((path) => pathToFileURL(join(folder, path)).href));
});

test('a strategy is read; what cannot be read is not there', async () => {
  expect(await nodeWorkspaceFiles.read(pathToFileURL(join(folder, 'b.strategy.yml')).href)).toBe('# b');
  expect(await nodeWorkspaceFiles.read(pathToFileURL(join(folder, 'none.strategy.yml')).href)).toBeUndefined();
  expect(await nodeWorkspaceFiles.read('untitled:a.strategy.yaml')).toBeUndefined();
  expect(await nodeWorkspaceFiles.read('file://host/a.strategy.yaml')).toBeUndefined();
  expect(await nodeWorkspaceFiles.strategies('vscode-vfs://github/a')).toEqual([]);
  expect(await nodeWorkspaceFiles.strategies(pathToFileURL(join(folder, 'nowhere')).href)).toEqual([]);
});
