import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSources, StoreError } from '#store';
import { globExpression } from '../../../runner/store/inputs/glob.ts';
import { brief, readAll } from './helpers/read-all.ts';
import { temporaryFolder } from './helpers/temporary-folder.ts';

const options = { textField: 'text', idField: null };

async function names(files: Readonly<Record<string, string>>, from: readonly string[], below = '') {
  const folder = await temporaryFolder(files);
  const sources = await openSources(from, { ...options, baseFolder: join(folder, below) });
  return sources.map((source) => [source.kind, source.files.map((file) => file.name), source.sizeBytes]);
}

test('files with rows are a source each, single documents are one source together', async () => {
  const files = {
    'b.jsonl': '{}',
    'd/z.md': 'z',
    'd/B.html': 'bb',
    'd/a.txt': 'a',
    'd/sub/c.htm': 'c',
    'c.jsonl.gz': '',
  };
  expect(await names(files, ['b.jsonl', 'd', 'c.jsonl.gz'])).toEqual([
    ['jsonl', ['b.jsonl'], 2],
    ['documents', ['d/B.html', 'd/a.txt', 'd/sub/c.htm', 'd/z.md'], 5],
    ['jsonl.gz', ['c.jsonl.gz'], 0],
  ]);
});

test('hidden files, hidden folders and other endings are left out of a folder', async () => {
  const files = { 'd/.a.txt': '', 'd/.git/b.txt': '', 'd/c.docx': '', 'd/E.TXT': '' };
  expect(await names(files, ['d'])).toEqual([['documents', ['d/E.TXT'], 0]]);
});

test('a file that is named twice is read once', async () => {
  expect(await names({ 'd/a.txt': 'a', 'd/b.txt': 'b' }, ['d/b.txt', 'd', './d/../d/a.txt', 'd/*.txt'])).toEqual([
    ['documents', ['d/b.txt', 'd/a.txt'], 2],
  ]);
});

test('paths are relative to the folder of the strategy, also upwards', async () => {
  const files = { 'documents/a.jsonl': '', 'strategies/x.md': '' };
  expect(await names(files, ['../documents/a.jsonl', '../documents/*.jsonl'], 'strategies')).toEqual([
    ['jsonl', ['../documents/a.jsonl'], 0],
  ]);
});

test('a file whose name looks like a pattern is that file', async () => {
  expect(await names({ 'a[1].txt': 'x', 'a1.txt': 'y' }, ['a[1].txt'])).toEqual([['documents', ['a[1].txt'], 1]]);
});

test.each([
  ['*.jsonl', ['a.jsonl'], ['a.json', 'd/a.jsonl', '.a.jsonl']],
  ['d/**/*.txt', ['d/a.txt', 'd/e/f/a.txt'], ['a.txt', 'd/.e/a.txt', 'd/e/a.md']],
  ['**/a.txt', ['a.txt', 'd/e/a.txt'], ['d/.e/a.txt', 'ba.txt']],
  ['d/**', ['d/a.txt', 'd/e/a.md'], ['e/a.txt', 'd/.a']],
  ['part-?[0-4].{jsonl,txt}', ['part-13.jsonl', 'part-a0.txt'], ['part-15.jsonl', 'part-13.md', 'part-113.txt']],
  ['[!a]b(1)+.txt', ['cb(1)+.txt'], ['ab(1)+.txt', 'cb1.txt']],
])('the pattern %s', (pattern, yes, no) => {
  const expression = globExpression(pattern);
  expect(yes.filter((name) => !expression.test(name))).toEqual([]);
  expect(no.filter((name) => expression.test(name))).toEqual([]);
});

test('links are followed, but never round in a circle', async () => {
  const folder = await temporaryFolder({ 'd/a.txt': 'a', 'other/b.txt': 'b' });
  await mkdir(join(folder, 'd', 'sub'));
  await symlink(join(folder, 'd'), join(folder, 'd', 'sub', 'round'));
  await symlink(join(folder, 'other'), join(folder, 'd', 'linked'));
  const [source] = await openSources(['d'], { ...options, baseFolder: folder });
  expect(source?.files.map(({ name }) => name)).toEqual(['d/a.txt', 'd/linked/b.txt']);
});

test.each([
  [
    'missing.jsonl',
    'not-found',
    'There is no file or folder FOLDER/missing.jsonl, which seeds.from names as missing.jsonl.',
  ],
  [
    'empty',
    'no-input',
    'The folder FOLDER/empty, which seeds.from names as empty, has no documents: files that end in .jsonl.gz, .jsonl.zst, .jsonl, .parquet, .txt, .md, .html, .htm are looked for, in its subfolders too.',
  ],
  ['x/*.jsonl', 'no-input', 'No file matches x/*.jsonl, which seeds.from names; FOLDER/x was searched.'],
  [
    'a.docx',
    'unsupported-input',
    'FOLDER/a.docx cannot be read as documents: its name should end in one of .jsonl.gz, .jsonl.zst, .jsonl, .parquet, .txt, .md, .html, .htm.',
  ],
  [
    's3://bucket/x',
    'unsupported-input',
    'seeds.from names s3://bucket/x, which cannot be read from there; copy it to a folder first.',
  ],
])('what leads nowhere is told in one sentence: %s', async (written, code, message) => {
  const folder = await temporaryFolder({ 'a.docx': '', 'empty/a.png': '' });
  const error = await openSources([written], { ...options, baseFolder: folder }).catch((caught: unknown) => caught);
  if (!(error instanceof StoreError)) throw error;
  expect([error.code, error.message.replaceAll(folder, 'FOLDER'), error.usage]).toEqual([code, message, true]);
});

test('rows of many documents are counted over the files, and reading can start at any', async () => {
  const files = { 'd/a.txt': 'A', 'd/b.txt': 'B', 'd/c.txt': 'C' };
  const rows = await readAll(files, { from: ['d'], place: { row: 1, offset: 0 } });
  expect(brief(rows)).toEqual(['B', 'C']);
  expect(rows.map((row) => [row.kind === 'document' && row.document.row, row.next.row])).toEqual([
    [0, 2],
    [0, 3],
  ]);
});
