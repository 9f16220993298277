import { expect, test } from 'vitest';
import type { Files } from '../../server/files.ts';
import { KnownPaths } from '../../server/known-paths.ts';

function bench(present: Set<string>) {
  const asked: string[] = [];
  const changed: string[] = [];
  const files: Pick<Files, 'exists'> = {
    exists: async (_uri, path) => {
      asked.push(path);
      return path.startsWith('far/') ? undefined : present.has(path);
    },
  };
  return { asked, changed, paths: new KnownPaths(files, (uri) => changed.push(uri)) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('a path is not known until it has been looked at, and looked at once', async () => {
  const { asked, changed, paths } = bench(new Set(['web.jsonl']));
  expect(paths.exists('a', 'web.jsonl')).toBeUndefined();
  expect(paths.exists('a', 'web.jsonl')).toBeUndefined();
  await turn();
  expect(paths.exists('a', 'web.jsonl')).toBe(true);
  expect(asked).toEqual(['web.jsonl']);
  expect(changed).toEqual(['a']);
});

test('a file that comes is news, one that stays is none', async () => {
  const present = new Set<string>();
  const { changed, paths } = bench(present);
  paths.exists('a', 'web.jsonl');
  await turn();
  expect(paths.exists('a', 'web.jsonl')).toBe(false);
  await paths.again('a');
  expect(changed).toEqual(['a']);
  present.add('web.jsonl');
  await paths.again();
  expect(paths.exists('a', 'web.jsonl')).toBe(true);
  expect(changed).toEqual(['a', 'a']);
});

test('what cannot be known stays unknown and is no news', async () => {
  const { changed, paths } = bench(new Set());
  paths.exists('a', 'far/web.jsonl');
  await turn();
  expect(paths.exists('a', 'far/web.jsonl')).toBeUndefined();
  expect(changed).toEqual([]);
});

test('an answer that comes after the document was closed is dropped', async () => {
  const { changed, paths } = bench(new Set());
  paths.exists('a', 'web.jsonl');
  paths.forget('a');
  await turn();
  expect(changed).toEqual([]);
});
