import { expect, test } from 'vitest';
import { boundPatterns } from '../../runner/bounded-patterns.ts';
import { clean } from '../../runner/engine/clean/index.ts';

test('a pattern that backtracks without an end comes to one', () => {
  boundPatterns();
  const hostile = `${'a'.repeat(50_000)}b`;
  const context = { draw: () => 0, scope: { get: () => undefined } };
  for (const step of ['drop_lines', 'replace'] as const) {
    expect(clean(hostile, [{ step, pattern: '^(a+)+$', with: '' }], context)).toEqual({ ok: true, text: hostile });
  }
});
