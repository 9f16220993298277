import { describe, expect, test } from 'vitest';
import {
  asWritten,
  columnsOf,
  missingFrom,
  placeOf,
  samplesProblem,
  strategyModel,
} from '../../../client/grid/columns.ts';

const cheap = { input: 1, output: 2 };
const model = (name: string, price: { input: number; output: number } | null) =>
  ({ name, kind: 'http', label: name, environment: [], price }) as const;
const rephrasing = (name: string, models: readonly string[]) => ({ name, about: null, models, line: 1 });
const described = {
  models: [model('big', cheap), model('twin', cheap), model('judge', { input: 9, output: 9 }), model('free', null)],
  rephrasings: [
    rephrasing('qa', ['big']),
    rephrasing('two', ['big', 'twin']),
    rephrasing('judged', ['big', 'judge']),
    rephrasing('local', ['free']),
  ],
};

test('a column knows who is asked, and the price where all have the same', () => {
  const all = described.rephrasings.map(({ name }) => name);
  expect(columnsOf(described, all, [asWritten])).toEqual([
    { model: 0, rephrasing: 'qa', asks: ['big'], price: cheap },
    { model: 0, rephrasing: 'two', asks: ['big', 'twin'], price: cheap },
    { model: 0, rephrasing: 'judged', asks: ['big', 'judge'], price: null },
    { model: 0, rephrasing: 'local', asks: ['free'], price: null },
  ]);
});

test('another model of the strategy has its own price, and a place elsewhere has none that is known', () => {
  const echo = placeOf('mock:echo') ?? asWritten;
  expect(columnsOf(described, ['judged'], [strategyModel('twin'), echo])).toEqual([
    { model: 0, rephrasing: 'judged', asks: ['twin'], price: cheap },
    { model: 1, rephrasing: 'judged', asks: ['mock:echo'], price: null },
  ]);
});

test('what the strategy has no more is named', () => {
  expect(missingFrom(described, ['qa'], [asWritten, strategyModel('twin')])).toBeNull();
  expect(missingFrom(described, ['qa', 'old'], [asWritten])).toContain('no rephrasing old');
  expect(missingFrom(described, ['qa'], [strategyModel('old')])).toContain('no model old');
});

describe('a place', () => {
  test.each([
    [' http://127.0.0.1:8000/v1 ', { label: '127.0.0.1:8000/v1', where: 'http://127.0.0.1:8000/v1' }],
    ['gguf:smollm2-135m', { label: 'gguf:smollm2-135m', where: 'gguf:smollm2-135m' }],
    ['mock:', null],
    ['ftp://host', null],
    ['localhost:8000', null],
  ])('%j', (written, place) => expect(placeOf(written)).toEqual(place));
});

describe('how many documents', () => {
  test.each([
    ['3', 6, null],
    ['33', 6, null],
    ['34', 6, '34 documents in 6 columns are 204 cells, and a grid has 200 at most; take 33 or fewer.'],
    [
      '1',
      201,
      '1 documents in 201 columns are 201 cells, and a grid has 200 at most; choose fewer rephrasings or models.',
    ],
    ['0', 6, 'A whole number of documents, 1 or more.'],
    ['1.5', 6, 'A whole number of documents, 1 or more.'],
    ['', 6, 'A whole number of documents, 1 or more.'],
  ])('%j in %i columns', (written, columns, problem) => expect(samplesProblem(written, columns)).toBe(problem));
});
