import { features } from '#features';
import { expect, test } from 'vitest';
import { mark } from '../../helpers/marked.ts';
import { spanIn, viewOf } from '../../helpers/view.ts';

test('files that a strategy names can be opened, folders and patterns cannot', () => {
  const source = `seeds:
  from: [«../documents/my web.jsonl», ../documents/, "*.jsonl", hf://datasets/a/b.jsonl, $\{WEB}.jsonl]
models:
  recorded: {mock: «answers.jsonl»}
  echo: {mock: echo}
`;
  const view = viewOf(source);
  const found = features.links(view);
  expect(
    mark(
      view.text,
      found.map(({ range }) => spanIn(view.lines, range)),
    ),
  ).toBe(source);
  expect(found.map(({ target }) => target)).toEqual([
    'file:///documents/my%20web.jsonl',
    'file:///strategies/answers.jsonl',
  ]);
});

test('a document that is no file has no links', () => {
  const view = { ...viewOf('seeds: {from: web.jsonl}\n'), uri: 'untitled:wrap.strategy.yaml' };
  expect(features.links(view)).toEqual([]);
});
