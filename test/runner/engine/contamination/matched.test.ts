import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { matchedCharacters } from '../../../../runner/engine/contamination/matched.ts';

interface Golden {
  readonly text: string;
  readonly other: string;
  readonly matched: number;
}

// Written by matched.py beside it.
const goldens = JSON.parse(
  readFileSync(join(import.meta.dirname, 'goldens', 'matched.json'), 'utf8'),
) as readonly Golden[];

test('as many characters match as in Python’s difflib', () => {
  expect(goldens.length).toBeGreaterThan(50);
  const found = goldens.map(({ text, other }) => matchedCharacters(text, other));
  expect(found).toEqual(goldens.map(({ matched }) => matched));
});

test('runs of 5 characters are chance, and of 6 are not', () => {
  expect(matchedCharacters('xx abcde yy', 'zz_abcde-ww')).toBe(0);
  expect(matchedCharacters('xx_abcdef_yy', 'zz-abcdef-ww')).toBe(6);
});
