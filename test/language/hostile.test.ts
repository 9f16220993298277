import { assert as assertLaw, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse, contextAt, keyAt } from '#language';

const bomb = [
  'a: &a [x, x, x, x, x, x, x, x, x, x]',
  ...Array.from('bcdefghij', (name, index) => {
    const before = 'abcdefghi'[index] ?? 'a';
    return `${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(', ')}]`;
  }),
].join('\n');

describe('no text breaks the analysis', () => {
  it.each([
    ['deep lists', `a: ${'['.repeat(20_000)}`],
    ['deep maps', `a: ${'{a: '.repeat(5_000)}`],
    ['deep blocks', Array.from({ length: 3_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['dashes', `a:\n  ${'- '.repeat(5_000)}x`],
    ['a deep expression', `defaults:\n  keep: ["${'('.repeat(20_000)}"]`],
    ['many open templates', `rephrasings:\n  a:\n    prompt: "${'{{ '.repeat(5_000)}"`],
    ['many templates without quotes', `rephrasings:\n${'  a:\n    prompt: {{ text }}\n'.repeat(300)}`],
    ['an alias bomb', bomb],
    ['an alias of its own anchor', 'models: &a [*a]'],
    ['a map that holds itself', 'models: &a {x: *a}'],
    ['names of object prototypes', '__proto__: 1\nconstructor: 2\nmodels:\n  __proto__: {mock: echo}\n  toString: 3\n'],
    ['a long line', `about: ${'x'.repeat(1_000_000)}`],
    ['control characters', 'a: \0\u0007\nb: \u2028\uD800'],
    ['several documents', 'version: 1\n---\nversion: 1\n...\n%YAML 1.1\n---\nx'],
    ['explicit keys', '? a\n: b\n? [c]\n: d\n'],
    ['keys that are maps', '{a: b}: c\n[d]: e\n'],
    ['a list', '- a\n- b\n'],
    ['a map in braces', '{version: 1, strategy: x}'],
    ['nothing', ''],
    ['blanks', ' \n\t\n  '],
    ['a byte order mark', '\uFEFF'],
  ])('%s', (_name, text) => {
    const analysis = analyse(text);
    for (const { span } of analysis.problems) {
      expect(span.start).toBeGreaterThanOrEqual(0);
      expect(span.end).toBeLessThanOrEqual(text.length);
    }
    const middle = text.length >> 1;
    contextAt(analysis, middle);
    keyAt(analysis, middle);
    expect(analysis.strategy).toBeUndefined();
  });

  it('of any characters', () => {
    assertLaw(
      property(string({ unit: 'binary', maxLength: 80 }), (text) => {
        const analysis = analyse(text);
        contextAt(analysis, text.length >> 1);
        expect(analysis.strategy).toBeUndefined();
      }),
      { seed: 20_260_105, numRuns: 300 },
    );
  });
});
