import { expect, test } from 'vitest';
import { moved, type Place } from '../../../client/grid/webview/keys.ts';

/** Two documents: a heading with two pairs and four cells, a heading alone and four cells. */
const stops = [3, 4, 1, 4];

function walk(from: Place, keys: string): Place {
  return keys.split(' ').reduce((at, key) => {
    const [name = '', ctrl] = key.split('+').toReversed();
    return moved({ key: name, ctrl: ctrl !== undefined }, at, stops) ?? at;
  }, from);
}

const first = { row: 1, stop: 0, wanted: 0 };

test.each([
  ['ArrowRight ArrowRight', 1, 2],
  ['ArrowLeft', 1, 0],
  ['End', 1, 3],
  ['End ArrowRight', 1, 3],
  ['End Home', 1, 0],
  ['ArrowUp', 0, 0],
  ['ArrowUp ArrowUp', 0, 0],
  ['PageDown', 3, 0],
  ['PageDown PageDown', 3, 0],
  ['PageDown PageUp', 1, 0],
  ['ctrl+Home', 0, 0],
  ['ctrl+End', 3, 3],
])('%s leads to row %i, place %i', (keys, row, stop) => expect(walk(first, keys)).toMatchObject({ row, stop }));

test('a column is come back to behind a shorter row', () => {
  expect(walk(first, 'End ArrowDown')).toMatchObject({ row: 2, stop: 0 });
  expect(walk(first, 'End ArrowDown ArrowDown')).toMatchObject({ row: 3, stop: 3 });
  expect(walk(first, 'End ArrowUp')).toMatchObject({ row: 0, stop: 2 });
});

test('other keys are none of the grid', () => {
  expect(moved({ key: 'a', ctrl: false }, first, stops)).toBeNull();
});
