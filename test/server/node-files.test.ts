import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
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
