import { expect, test } from 'vitest';
import { actionsAt } from '../../../helpers/actions.ts';
import { viewOf } from '../../../helpers/view.ts';

const title = 'Add all missing keys';
const missing = (text: string): readonly string[] =>
  viewOf(text)
    .analysis.problems.filter(({ code }) => code === 'missing-key')
    .map(({ message }) => message);

test('all keys that a strategy lacks, at once', () => {
  const source = '‸version: 1\n';
  expect(missing('version: 1\n').length).toBeGreaterThan(2);
  const after = actionsAt(source).get(title) ?? '';
  expect(missing(after)).toEqual([]);
  expect(after).toMatch(/^version: 1\nstrategy: /);
});

test('all keys that a map in braces lacks', () => {
  const after = actionsAt('models:\n  ‸a: {price: {}}\n  b: {mock: echo, price‸: {}}\n').get(title);
  expect(after).toBeUndefined();
  const inBraces = actionsAt('models:\n  b: {mock: echo, pri‸ce: {}}\n').get(title) ?? '';
  expect(inBraces).toContain('b: {mock: echo, price: {input: 0.05, output: 0.05}}\n');
});

test('a single one has its own fix and no other', () => {
  expect([...actionsAt('models:\n  b: {base‸_url: "http://x"}\n').keys()].includes(title)).toBe(false);
});
