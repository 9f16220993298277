import { expect, test } from 'vitest';
import { hasRows, isDocumentPath, previewText } from '../../client/preview/document-text.ts';
import { readDocument } from '#store';

const rows = '{"text":"one"}\n\n{"text":"three"}\n{"text":"four"}\n';

function open(path: string, text: string, cursorLine = 0, selection = '') {
  return previewText({ path, text, cursorLine, selection });
}

test('a text file is taken whole, a selection of it alone', () => {
  expect(open('/docs/tide.md', '# Tide\n')).toEqual({ label: 'tide.md', path: '/docs/tide.md', text: '# Tide\n' });
  expect(open('/docs/tide.md', '# Tide\n', 0, 'Tide')).toMatchObject({ label: 'tide.md, selection', text: 'Tide' });
});

test('a file of an unknown kind is read as plain text', () => {
  expect(open('/src/notes.rst', 'Tide')?.path).toBe('/src/notes.rst.txt');
  expect(open('/docs/rows.jsonl', rows, 0, 'one')?.path).toBe('/docs/rows.jsonl.txt');
});

test('an empty document is none', () => {
  expect(open('/docs/tide.md', ' \n')).toBeNull();
  expect(open('/docs/rows.jsonl', rows, 1)).toBeNull();
  expect(open('/docs/rows.jsonl', rows, 99)).toBeNull();
});

test.each([0, 2, 3])('row %i of a .jsonl file is the same document as in a run, at the same place', async (line) => {
  const options = { baseFolder: '/docs', textField: 'text', idField: null };
  const whole = await readDocument('rows.jsonl', rows, options);
  const [single, ...others] = await readDocument(
    'rows.jsonl',
    open('/docs/rows.jsonl', rows, line)?.text ?? '',
    options,
  );
  expect(single).toEqual(whole.find(({ row }) => row === line));
  expect(others).toEqual([]);
});

test.each(['a.txt', 'a.MD', 'a.html', 'a.htm', 'a.jsonl'])('%s is a document', (path) => {
  expect(isDocumentPath(path)).toBe(true);
});

test.each(['a.strategy.yaml', 'a.parquet', 'a.jsonl.gz', 'txt'])('%s is none that an editor could show', (path) => {
  expect(isDocumentPath(path)).toBe(false);
});

test('files whose rows are documents are known by their endings', () => {
  expect(['a.jsonl', 'a.jsonl.gz', 'a.jsonl.zst', 'a.parquet'].every(hasRows)).toBe(true);
  expect(['a.md', 'a.json', 'a.gz', 'jsonl'].some(hasRows)).toBe(false);
});
