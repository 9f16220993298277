import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeFiles } from '../../server/node-files.ts';

let folder = '';
let uri = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wordmill files é-'));
  await mkdir(join(folder, 'documents'));
  await writeFile(join(folder, 'documents/web.jsonl'), '');
  uri = pathToFileURL(join(folder, 'a.strategy.yaml')).href;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('paths are relative to the document', async () => {
  expect(await nodeFiles.exists(uri, 'documents/web.jsonl')).toBe(true);
  expect(await nodeFiles.exists(uri, './documents')).toBe(true);
  expect(await nodeFiles.exists(uri, join(folder, 'documents'))).toBe(true);
  expect(await nodeFiles.exists(uri, 'documents/none.jsonl')).toBe(false);
  expect(await nodeFiles.exists(uri, 'documents/web.jsonl/deeper')).toBe(false);
});

test('a document that is no file has no files around it', async () => {
  expect(await nodeFiles.exists('untitled:Untitled-1', 'documents')).toBeUndefined();
  expect(await nodeFiles.exists('vscode-vfs://github/a/b.strategy.yaml', 'documents')).toBeUndefined();
  expect(await nodeFiles.exists('file://host/a.strategy.yaml', 'documents')).toBeUndefined();
  expect(await nodeFiles.exists(uri, 'a\0b')).toBeUndefined();
  expect(await nodeFiles.list('untitled:Untitled-1', '.')).toEqual([]);
});

test('a folder is listed; one that is not there is empty', async () => {
  expect(await nodeFiles.list(uri, './')).toEqual([{ name: 'documents', folder: true }]);
  expect(await nodeFiles.list(uri, 'documents/')).toEqual([{ name: 'web.jsonl', folder: false }]);
  expect(await nodeFiles.list(uri, 'nowhere/')).toEqual([]);
});

test('a strategy is read by its key, with the key of the file that a link leads to', async () => {
  await mkdir(join(folder, 'shared'));
  await writeFile(join(folder, 'shared/m.strategy.yaml'), 'version: 1\n');
  await symlink(join(folder, 'shared'), join(folder, 'link'), 'junction');
  const real = pathToFileURL(await realpath(join(folder, 'shared/m.strategy.yaml'))).href;
  const key = nodeFiles.locate(uri, './link/../link/m.strategy.yaml');
  expect(key).toBe(pathToFileURL(join(folder, 'link/m.strategy.yaml')).href);
  expect(await nodeFiles.read(key ?? '')).toEqual({ kind: 'text', text: 'version: 1\n', id: real });
  expect(await nodeFiles.read(pathToFileURL(join(folder, 'nowhere.yaml')).href)).toEqual({ kind: 'missing' });
  expect(await nodeFiles.read(pathToFileURL(join(folder, 'shared')).href)).toMatchObject({ kind: 'missing' });
  expect(await nodeFiles.read('untitled:Untitled-1')).toBeUndefined();
  expect(nodeFiles.locate('untitled:Untitled-1', 'm.strategy.yaml')).toBeUndefined();
  expect(nodeFiles.keyOf(uri.replace('%C3%A9', '%c3%a9'))).toBe(uri);
  expect(nodeFiles.keyOf('untitled:Untitled-1')).toBe('untitled:Untitled-1');
});

test('the strategies of a workspace are those of its folders, but not of packages and hidden folders', async () => {
  for (const inside of ['a/b', 'node_modules/x', '.git']) {
    await mkdir(join(folder, 'root', inside), { recursive: true });
    await writeFile(join(folder, 'root', inside, 'x.strategy.yml'), '');
    await writeFile(join(folder, 'root', inside, 'x.yaml'), '');
  }
  const root = pathToFileURL(join(folder, 'root')).href;
  expect(await nodeFiles.strategiesIn(root)).toEqual([`${root}/a/b/x.strategy.yml`]);
  expect(await nodeFiles.strategiesIn(`${root}/nowhere`)).toEqual([]);
  expect(await nodeFiles.strategiesIn('vscode-vfs://github/a')).toEqual([]);
});
