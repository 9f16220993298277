import { expect, test } from 'vitest';
import { chosenTests, type DocumentTest, mayHaveTests, requestsFor, testsOf } from '../../client/tests/test-tree.ts';
import type { DescribeResult } from '#protocol';

type Written = readonly [document: string, ...rephrasings: string[]];

function described(...tests: readonly Written[]): DescribeResult {
  return {
    errors: [],
    notRunnable: null,
    name: 'wrap',
    rephrasings: ['qa', 'brief'].map((name, index) => ({ name, about: null, models: [], line: 10 + index })),
    models: [],
    tests: tests.map(([document, ...rephrasings], index) => ({
      document,
      rephrasings,
      expect: [{ expression: 'words > 1', line: 40 + index }],
      line: 40 + index,
    })),
    uses: [],
    output: null,
  };
}

const tests = testsOf(described(['a.md', 'qa'], ['b.md']), 'F');

function chosen(included: readonly string[] | null, excluded: readonly string[] = []): readonly string[] {
  const found = chosenTests(tests, 'F', included && new Set(included), new Set(excluded));
  return found.flatMap(({ pieces }) => pieces.map(({ id }) => id));
}

test('a test is its document, and below it the rephrasings that are tried: all of them where it names none', () => {
  expect(tests).toEqual([
    {
      id: 'F#a.md#1',
      place: 0,
      document: 'a.md',
      expect: ['words > 1'],
      line: 40,
      pieces: [{ id: 'F#a.md#1#qa', rephrasing: 'qa', line: 10 }],
    },
    {
      id: 'F#b.md#1',
      place: 1,
      document: 'b.md',
      expect: ['words > 1'],
      line: 41,
      pieces: [
        { id: 'F#b.md#1#qa', rephrasing: 'qa', line: 10 },
        { id: 'F#b.md#1#brief', rephrasing: 'brief', line: 11 },
      ],
    },
  ]);
});

test('a test keeps its id where another one is put before it, and two of one document have two', () => {
  const ids = (of: readonly DocumentTest[]): readonly string[] => of.map(({ id }) => id);
  expect(ids(testsOf(described(['new.md'], ['a.md', 'qa'], ['b.md']), 'F')).slice(1)).toEqual(ids(tests));
  expect(new Set(ids(testsOf(described(['a.md', 'qa'], ['a.md', 'brief']), 'F'))).size).toBe(2);
});

test('what a person points at is done, with everything below it, without what is excluded', () => {
  const all = ['F#a.md#1#qa', 'F#b.md#1#qa', 'F#b.md#1#brief'];
  expect(chosen(null)).toEqual(all);
  expect(chosen(['F'])).toEqual(all);
  expect(chosen(['G'])).toEqual([]);
  expect(chosen(['F#b.md#1'])).toEqual(all.slice(1));
  expect(chosen(['F#b.md#1#brief'])).toEqual(['F#b.md#1#brief']);
  expect(chosen(null, ['F#b.md#1'])).toEqual(['F#a.md#1#qa']);
  expect(chosen(['F'], ['F#b.md#1#qa'])).toEqual(['F#a.md#1#qa', 'F#b.md#1#brief']);
});

test('whole tests are asked for as written in one request, parts of tests by the names of their rephrasings', () => {
  const ask = (included: readonly string[]): unknown =>
    requestsFor(chosenTests(tests, 'F', new Set(included), new Set())).map((request) => ({
      rephrasings: request.rephrasings,
      tests: request.chosen.map((one) => one.test.place),
    }));
  expect(ask(['F'])).toEqual([{ rephrasings: [], tests: [0, 1] }]);
  expect(ask(['F#a.md#1', 'F#b.md#1#brief'])).toEqual([
    { rephrasings: [], tests: [0] },
    { rephrasings: ['brief'], tests: [1] },
  ]);
});

test('a runner is asked only where there may be tests', () => {
  expect(mayHaveTests('strategy: a\ntests:\n  - {document: a.md, expect: [words > 1]}\n')).toBe(true);
  expect(mayHaveTests('"tests" : []')).toBe(true);
  expect(mayHaveTests('strategy: tests\n  tests:\n# tests:\n')).toBe(false);
});
