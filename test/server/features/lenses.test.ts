import { features } from '#features';
import { expect, test } from 'vitest';
import { uri, viewOf } from '../../helpers/view.ts';

const strategy = `version: 1
strategy: wrap
rephrasings:
  qa:
    prompt: "{{ text }}"
  half
`;

test('a client that knows the commands has lenses above the strategy and its rephrasings', () => {
  const commands = new Set(['wordmill.previewSample', 'wordmill.run', 'other.command']);
  const lenses = features.codeLenses(viewOf(strategy), commands);
  expect(lenses.map(({ range, command }) => [range.start.line, command])).toEqual([
    [1, { title: 'Run', command: 'wordmill.run', arguments: [{ strategy: uri }] }],
    [
      3,
      {
        title: 'Preview on sample',
        command: 'wordmill.previewSample',
        arguments: [{ strategy: uri, rephrasings: ['qa'] }],
      },
    ],
    [
      5,
      {
        title: 'Preview on sample',
        command: 'wordmill.previewSample',
        arguments: [{ strategy: uri, rephrasings: ['half'] }],
      },
    ],
  ]);
});

test('a client that knows one of the commands has its lenses alone', () => {
  const lenses = features.codeLenses(viewOf(strategy), new Set(['wordmill.run']));
  expect(lenses.map(({ command }) => command?.command)).toEqual(['wordmill.run']);
  expect(features.codeLenses(viewOf(strategy), new Set())).toEqual([]);
});
