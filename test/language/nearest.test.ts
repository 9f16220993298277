import { describe, expect, test } from 'vitest';
import { closest } from '../../language/nearest.ts';

describe('closest', () => {
  const names = ['upper', 'lower', 'length', 'trim', 'truncate', 'title'];
  test.each([
    ['uper', ['upper']],
    ['uppre', ['upper']],
    ['lwoer', ['lower']],
    ['trm', ['trim']],
    ['Truncate', ['truncate']],
    ['lenght', ['length']],
    ['titel', ['title']],
    ['banana', []],
    ['', []],
    ['x'.repeat(100_000), []],
  ])('of %.20s', (word, expected) => {
    expect(closest(word, names)).toEqual(expected);
  });

  test('gives the nearest first, those of one distance in their order, three at the most', () => {
    expect(closest('models', ['moddels', 'model', 'modes', 'models2', 'mdols'])).toEqual(['moddels', 'model', 'modes']);
    expect(closest('prompt', ['promtp2', 'promt'])).toEqual(['promt', 'promtp2']);
  });

  test('leaves the word itself out', () => {
    expect(closest('model', ['model'])).toEqual([]);
  });
});
