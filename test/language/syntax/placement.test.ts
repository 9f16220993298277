import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { parse } from '../../../language/syntax/parse.ts';
import { placementOf, spanInSource, valueToSource } from '../../../language/syntax/placement.ts';
import type { Node, ScalarNode } from '../../../language/syntax/tree.ts';
import { edited, edits, fileText } from './arbitrary.ts';

const sections = new Set(['rephrasings']);
const runs = { seed: 20_260_102, numRuns: 200 };

/** Lines that make block scalars interesting. */
const lines = fc
  .array(
    fc.constantFrom('', 'word', '  deeper', 'two words', 'tab\tin', '# hash', 'end ', '{{ text }}', '😀', 'é: x'),
    {
      maxLength: 6,
    },
  )
  .map((all) => all.join('\n'));

describe('places of a value', () => {
  it.each([
    ['plain', 'k: one «two»\n   three'],
    ['single', "k: 'it''s «two»'"],
    ['double', 'k: "\\u00e9\\n «two»"'],
    ['literal', 'k: |\n  one\n    «two»\n'],
    ['literal with an indicator', 'a:\n  k: |2\n      «two»\n'],
    ['folded', 'k: >-\n  one\n  «two»\n\n  three\n'],
    ['with CRLF', 'k: |\r\n  one\r\n  «two»\r\n'],
  ])('are exact in a %s scalar', (_name, marked) => {
    const start = marked.indexOf('«');
    const text = marked.replace(/[«»]/g, '');
    const scalar = scalars(parse(text, sections).root).find((node) => node.text.includes('two'));
    if (scalar === undefined) throw new Error('no scalar holds the word');
    const at = scalar.text.indexOf('two');
    expect(spanInSource(scalar, { start: at, end: at + 3 })).toEqual({ start, end: start + 3 });
  });

  it('lead there and back in everything that people write', () => {
    fc.assert(
      fc.property(fileText, edits, (text, steps) => {
        for (const scalar of scalars(parse(steps.reduce(edited, text), sections).root)) thereAndBack(scalar);
      }),
      runs,
    );
  });

  it('lead there and back in every style of the same text', () => {
    const style = fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED');
    fc.assert(
      fc.property(fc.oneof(lines, fc.string({ unit: 'binary' })), style, fc.boolean(), (text, type, crlf) => {
        const written = stringify({ a: { k: text } }, { defaultStringType: type, lineWidth: 20 });
        const scalar = scalars(parse(crlf ? written.replaceAll('\n', '\r\n') : written, sections).root).at(-1);
        if (scalar === undefined) throw new Error('no scalar');
        if (!crlf && !text.includes('\r')) expect(scalar.text).toBe(text);
        thereAndBack(scalar);
        exact(scalar);
      }),
      runs,
    );
  });
});

function thereAndBack(scalar: ScalarNode): void {
  const places = placementOf(scalar);
  let before = -1;
  for (let offset = 0; offset < scalar.text.length; offset++) {
    const place = places.toSource(offset);
    expect(place).toBeGreaterThanOrEqual(scalar.span.start);
    expect(place).toBeLessThanOrEqual(scalar.span.end);
    // Units of one escape share their place; all but the first have none of their own.
    if (place > before && place < scalar.span.end) expect(places.toValue(place)).toBe(offset);
    before = place;
  }
  expect(valueToSource(scalar, scalar.text.length)).toBeLessThanOrEqual(scalar.span.end);
}

/** Every visible character that is no escape stands where it is said to stand. */
function exact(scalar: ScalarNode): void {
  const places = placementOf(scalar);
  for (const [offset, unit] of Array.from({ length: scalar.text.length }, (_, at) => [at, scalar.text[at]] as const)) {
    const at = places.toSource(offset) - scalar.span.start;
    const there = scalar.source[at] ?? '';
    if (/[\p{L}\p{N}{}:]/u.test(unit ?? '') && there !== '\\') expect(there).toBe(unit);
  }
}

function scalars(node: Node | undefined): ScalarNode[] {
  if (node === undefined) return [];
  if (node.kind === 'scalar') return [node];
  if (node.kind === 'list') return node.items.flatMap(scalars);
  return node.pairs.flatMap(({ key, value }) => [key, ...scalars(value)]);
}
