import { features } from '#features';
import { expect, test } from 'vitest';
import { uri, viewOf } from '../../helpers/view.ts';

const strategy = `strategy: wrap-twice
models:
  small: {mock: echo}
variables: {audience: [a]}
let: {bucket: 1}
rephrasings:
  qa: {prompt: "{{ text }}"}
`;

test.each([
  ['', ['wrap-twice', 'small', 'audience', 'bucket', 'qa']],
  ['AUD', ['audience']],
  ['wpt', ['wrap-twice']],
  ['a', ['wrap-twice', 'small', 'audience', 'qa']],
  ['aq', []],
])('%j means %j', (query, names) => {
  expect(features.workspaceSymbols(viewOf(strategy), query).map(({ name }) => name)).toEqual(names);
});

test('a symbol says what it is, where, and in which strategy', () => {
  const [found] = features.workspaceSymbols(viewOf(strategy), 'qa');
  expect(found).toEqual({
    name: 'qa',
    kind: 12,
    containerName: 'wrap-twice',
    location: { uri, range: { start: { line: 6, character: 2 }, end: { line: 6, character: 4 } } },
  });
});

test('a file without a name is called by its address', () => {
  const [found] = features.workspaceSymbols(viewOf('models:\n  small: {mock: echo}\n'), 'small');
  expect(found?.containerName).toBe('wrap.strategy.yaml');
});
