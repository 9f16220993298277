import { describe, expect, test } from 'vitest';
import { filterTable, functionTable, statementTable, testTable } from '../../../language/template/index.ts';
import { render } from './helpers.ts';

describe.each([
  ['filter', filterTable],
  ['test', testTable],
  ['statement', statementTable],
  ['function', functionTable],
])('the documented example of every %s gives what it says', (_kind, table) => {
  test.each(Object.entries(table))('%s', (name, { example, gives, signature, documentation }) => {
    expect(render(example)).toEqual({ ok: true, text: gives });
    expect(signature).not.toBe('');
    expect(documentation.endsWith('.')).toBe(true);
    expect(name).toMatch(/^[a-z_.]+$|^[<>=!]=?$/);
  });
});
