import { expect, test } from 'vitest';
import { leastAlike, similarity } from '../../../client/grid/pair.ts';

test.each([
  ['the same text', 'The sea goes out.', 'The sea goes out.', 1],
  ['case and punctuation', 'The sea, it goes OUT!', 'the sea it goes out', 1],
  ['nothing in common', 'the sea goes out', 'a kettle boils water', 0],
  ['one of three', 'one two three four', 'two three four five', 1 / 3],
  ['the same words in another order', 'one two three', 'three two one', 0],
  ['two words are one gram', 'one two', 'One two.', 1],
  ['nothing and something', '', 'one two three', 0],
  ['nothing and nothing', '', '…', 1],
])('%s', (_, left, right, expected) => {
  expect(similarity(left, right)).toBeCloseTo(expected);
  expect(similarity(right, left)).toBeCloseTo(expected);
});

test('the two that have least in common are found, within their group', () => {
  const items = [
    { name: 'a', text: 'the sea goes out twice a day', group: '1' },
    { name: 'b', text: 'the sea goes out twice a week', group: '1' },
    { name: 'c', text: 'the sea goes out', group: '1' },
    { name: 'd', text: 'a kettle boils', group: '2' },
  ];
  const found = leastAlike(items);
  expect([found?.left.name, found?.right.name]).toEqual(['a', 'c']);
  expect(found?.similarity).toBeCloseTo(2 / 5);
});

test('one text is no pair', () => {
  expect(leastAlike([])).toBeNull();
  expect(leastAlike([{ text: 'one', group: '' }])).toBeNull();
});
