import { expect, test } from 'vitest';
import type { PreviewedDocument, PreviewedRephrasing } from '#protocol';
import { together } from '../../client/preview/together.ts';

function previewed(rephrasing: string): PreviewedDocument {
  const result: PreviewedRephrasing = {
    rephrasing,
    messages: [],
    raw: null,
    cleaned: null,
    findings: [],
    chunk: null,
    steps: [],
    record: null,
    reject: null,
  };
  return { id: 'tide.md', file: 'tide.md', text: '', skipped: null, results: [result] };
}

test('previews of one document become one', async () => {
  const all = await together([
    Promise.resolve(previewed('a')),
    Promise.resolve(undefined),
    Promise.resolve(previewed('b')),
  ]);
  expect(all?.results.map(({ rephrasing }) => rephrasing)).toEqual(['a', 'b']);
  expect(await together([])).toBeUndefined();
});

test('the first failure is told when all have ended', async () => {
  let others = 0;
  const slow = Promise.resolve().then(() => {
    others++;
    return previewed('a');
  });
  await expect(together([Promise.reject(new Error('Nothing answers.')), slow])).rejects.toThrow('Nothing answers.');
  expect(others).toBe(1);
});
