import { expect, test } from 'vitest';
import { rowItems, typedRow } from '../../client/preview/rows.ts';

test('rows show their beginning in one line, with a number that counts from 1', () => {
  const rows = [
    { row: 0, id: 'a', beginning: 'The\n  tide $(error)', readable: true },
    { row: 1, id: '../rows.jsonl:1', beginning: 'x', readable: true },
    { row: 1233, id: 'b', beginning: 'no text', readable: false },
  ];
  expect(rowItems({ rows })).toEqual([
    { label: 'Row 1', description: 'a', detail: 'The tide $ (error)', row: 0, readable: true },
    { label: 'Row 2', description: '', detail: 'x', row: 1, readable: true },
    { label: 'Row 1,234', description: 'no document', detail: 'no text', row: 1233, readable: false },
  ]);
});

test('a number that is typed leads to a row that has not been read yet', () => {
  expect(typedRow('1234', 100)).toMatchObject([{ label: 'Row 1,234', row: 1233, alwaysShow: true }]);
  expect(typedRow('57', 100)).toEqual([]);
  expect(typedRow('0', 0)).toEqual([]);
  expect(typedRow('tide 12', 100)).toEqual([]);
});
