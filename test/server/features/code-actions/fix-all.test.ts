import { features } from '#features';
import { expect, test } from 'vitest';
import { actionsAt } from '../../../helpers/actions.ts';
import { viewOf } from '../../../helpers/view.ts';

const title = 'Fix everything that has a fix';
const fixAll = (source: string): string | undefined => actionsAt(source, ['source.fixAll']).get(title);

const wrong = `version: 1
strategy: wrap
seeds: {from: web.jsonl}
modles:
  small: {mock: ehco, contxt: 100}
rephrasings:
  qa:
    model: smal
    promt: "{{ txt | uper }}"
    each: [audience
`;

test('what one fix makes visible, the next one mends', () => {
  const after = fixAll(wrong.replace('    each: [audience\n', '')) ?? '';
  expect(after).toBe(
    `version: 1
strategy: wrap
seeds: {from: web.jsonl}
models:
  small: {mock: echo}
rephrasings:
  qa:
    model: small
    prompt: "{{ text | upper }}"
`.replace('{mock: echo}', '{mock: echo, context: 100}'),
  );
  expect(viewOf(after).analysis.problems).toEqual([]);
  expect(fixAll(after)).toBeUndefined();
});

test('what has no fix stays, and the rest is mended', () => {
  const after = fixAll(`${wrong.replace('    each: [audience\n', '')}nothing: 1\n`) ?? '';
  expect(viewOf(after).analysis.problems.map(({ code }) => code)).toEqual(['unknown-key']);
});

test('nothing that is written goes, and nothing is invented', () => {
  const source = `version: 1
strategy: wrap
seeds: {from: web.jsonl}
models:
  small: {mock: echo}
  large: {mock: echo}
variables: {audience: [a]}
rephrasings:
  qa:
    model: small
`;
  expect(viewOf(source).analysis.problems.map(({ code }) => code)).toContain('unused-model');
  expect(viewOf(source).analysis.problems.map(({ code }) => code)).toContain('missing-key');
  expect(fixAll(source)).toBeUndefined();
});

test('it is offered where it is asked for, by the name that was asked', () => {
  const view = viewOf(wrong);
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const kinds = (only?: string[]) =>
    features
      .codeActions(view, range, only)
      .map(({ kind }) => kind)
      .filter((kind) => kind?.startsWith('source'));
  expect(kinds()).toEqual([]);
  expect(kinds(['quickfix'])).toEqual([]);
  expect(kinds(['source'])).toEqual(['source.fixAll']);
  expect(kinds(['source.fixAll'])).toEqual(['source.fixAll']);
  expect(kinds(['source.fixAll.wordmill'])).toEqual(['source.fixAll.wordmill']);
});
