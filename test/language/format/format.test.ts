import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse, format } from '#language';
import { applyEdits } from '../../helpers/edits.ts';
import { marked } from '../../helpers/marked.ts';
import { fileText } from '../syntax/arbitrary.ts';

function formatted(text: string): string {
  const { tree } = analyse(text);
  return applyEdits(text, format(tree));
}

/** Everything that a file says, whatever its white space. */
function said(text: string): unknown {
  const { tree, problems } = analyse(text);
  const strip = (_key: string, value: unknown): unknown => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
    const { span: _span, source: _source, ...rest } = value as Record<string, unknown>;
    return rest;
  };
  return [JSON.stringify(tree.root ?? null, strip), problems.map(({ code }) => code)];
}

describe('formatting', () => {
  test('puts every level two columns further in, and one space where one is needed', () => {
    expect(
      formatted(`

version:   1
seeds:
    from: [a,b ,  c ]
    keep:
    - words >= 50   # long enough
    -   words <= 3


# about models
models:
      a:   { mock: echo,sampling: {temperature:   1} }

      # next
      b:
         gguf: x
`),
    ).toBe(`version: 1
seeds:
  from: [a, b, c]
  keep:
    - words >= 50   # long enough
    - words <= 3

# about models
models:
  a: {mock: echo, sampling: {temperature: 1}}

  # next
  b:
    gguf: x
`);
  });

  test('moves the text of a block as one, and folds nothing', () => {
    expect(
      formatted(`rephrasings:
   qa:
       prompt: |
            Hello

              deeper
            {{ text }}
       about: >-
          fold
          ed
       system: "two
            lines"
       keep: [
         a,
            b
         ]
       steps:
       -   name: one
           prompt: >

               x
       - {name: two, prompt: y}`),
    ).toBe(`rephrasings:
  qa:
    prompt: |
      Hello

        deeper
      {{ text }}
    about: >-
      fold
      ed
    system: "two
      lines"
    keep: [
      a,
      b
    ]
    steps:
      - name: one
        prompt: >

          x
      - {name: two, prompt: y}
`);
  });

  test('leaves a block alone that cannot be read, and formats the others', () => {
    expect(formatted('seeds: [a\nmodels:\n    a:   {mock: echo}\n')).toBe('seeds: [a\nmodels:\n  a: {mock: echo}\n');
  });

  test('leaves a file alone in which two versions meet', () => {
    const text = '>>>>>>> other\nmodels:\n    a:   {mock: echo}\n=======\n';
    expect(formatted(text)).toBe(text);
  });

  test('takes only the blocks that a range touches', () => {
    const { text, spans } = marked('seed:   1\n«abo»ut:   x\nmodels:\n    a:   {mock: echo}\n');
    const { tree } = analyse(text);
    expect(applyEdits(text, format(tree, spans[0]))).toBe('seed:   1\nabout: x\nmodels:\n    a:   {mock: echo}\n');
  });

  test('keeps Windows line ends', () => {
    expect(formatted('seed:   1\r\n\r\n\r\n\r\nmodels:\r\n    a:   {mock: echo}')).toBe(
      'seed: 1\r\n\r\nmodels:\r\n  a: {mock: echo}\r\n',
    );
  });

  test('changes nothing in the samples', () => {
    const folder = resolve(import.meta.dirname, '../../../samples');
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const strategies = names.filter((name) => name.endsWith('.strategy.yaml'));
    expect(strategies.length).toBeGreaterThan(2);
    for (const name of strategies) {
      const text = readFileSync(join(folder, name), 'utf8');
      expect(formatted(text)).toBe(text);
    }
  });

  test('never changes what a file says, loses no comment, and done twice is done once', () => {
    fc.assert(
      fc.property(fileText, (text) => {
        const once = formatted(text);
        expect(said(once)).toEqual(said(text));
        expect(once.replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
        expect(formatted(once)).toBe(once);
      }),
      { numRuns: 1000 },
    );
  });
});
