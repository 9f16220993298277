import { features } from '#features';
import { expect, test } from 'vitest';
import { viewOf } from '../../helpers/view.ts';

test('formatting gives edits of lines and columns', () => {
  expect(features.formatting(viewOf('seed:   1\nabout:   x\n'))).toEqual([
    { range: { start: { line: 0, character: 5 }, end: { line: 0, character: 8 } }, newText: ' ' },
    { range: { start: { line: 1, character: 6 }, end: { line: 1, character: 9 } }, newText: ' ' },
  ]);
});

test('formatting of a range leaves the other blocks', () => {
  const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } };
  expect(features.formatting(viewOf('seed:   1\nabout:   x\n'), range)).toEqual([
    { range: { start: { line: 1, character: 6 }, end: { line: 1, character: 9 } }, newText: ' ' },
  ]);
});
