import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkFields,
  checkTypes,
  completionAt,
  type ParsedExpression,
  type ParsedTemplate,
  parseExpression,
  parseTemplate,
} from '../../../language/template/index.ts';
import { evaluate, render } from './helpers.ts';

const marks = '{{ }} {% %} {# #} - | . , ( ) [ ] { } : " \' \\ = 1 2.5 * ** // ~ == < && ! @ 😀 é'.split(' ');
const words =
  'if elif else endif for in endfor set endset with endwith raw endraw is not and or defined default map upper loop range doc text x none macro'
    .split(' ')
    .map((word) => `${word} `);
const piece = fc.oneof(fc.constantFrom(...marks, ...words, ' ', '\n', '\r\n', '\ud800'), fc.string({ maxLength: 4 }));
const source = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
const inTag = source.map((inside) => `{{ ${inside} }}`);
const inStatement = source.map((inside) => `{% ${inside} %}`);
const anything = fc.oneof(source, inTag, inStatement, fc.string({ unit: 'binary' }));
const values = { text: 'a', doc: { x: 1 }, x: [1, 'b'] };

function spansOf(parsed: ParsedTemplate | ParsedExpression): { start: number; end: number }[] {
  return [
    ...parsed.issues.flatMap(({ span, fixes }) => [
      span,
      ...fixes.flatMap(({ edits }) => edits.map((edit) => edit.span)),
    ]),
    ...parsed.names.flatMap(({ span, pathSpans }) => [span, ...pathSpans]),
    ...[...parsed.filters, ...parsed.tests].map(({ span }) => span),
    ...[...checkTypes(parsed, () => ({ kind: 'string' })), ...checkFields(parsed, () => ({ kind: 'string' }))].map(
      ({ span }) => span,
    ),
  ];
}

describe('laws', () => {
  test('reading, checking and rendering never throw, and every span lies in the source', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const template = parseTemplate(text);
        const expression = parseExpression(text);
        const outcomes = [render(text, values), evaluate(text, values)];
        const failed = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.span]));
        for (const { start, end } of [...spansOf(template), ...spansOf(expression), ...failed]) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('a template with an issue does not render, and one without has every node whole', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const { issues } = parseTemplate(text);
        if (issues.length > 0) expect(render(text, values)).toMatchObject({ ok: false, message: issues[0]?.message });
        else expect(JSON.stringify(parseTemplate(text).nodes)).not.toContain('"kind":"broken"');
      }),
      { numRuns: 1500 },
    );
  });

  test('a name in the source is a name in what was read', () => {
    fc.assert(
      fc.property(anything, (text) => {
        for (const { name, span } of parseTemplate(text).names) expect(text.slice(span.start, span.end)).toBe(name);
      }),
      { numRuns: 1000 },
    );
  });

  test('completion answers everywhere, with a span around the cursor', () => {
    fc.assert(
      fc.property(anything, fc.nat(), fc.constantFrom('template' as const, 'expression' as const), (text, at, mode) => {
        const offset = at % (text.length + 1);
        const { span, typed } = completionAt(text, offset, mode);
        expect(span.start).toBeLessThanOrEqual(offset);
        expect(span.end).toBeGreaterThanOrEqual(offset);
        expect(typed).toBe(text.slice(span.start, offset));
      }),
      { numRuns: 2000 },
    );
  });

  test('text without marks renders as itself, but for its last newline and its line ends', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('{')),
        (text) => {
          const normal = text.replaceAll(/\r\n?/g, '\n').replace(/\n$/, '');
          expect(render(text)).toEqual({ ok: true, text: normal });
        },
      ),
    );
  });

  test('a value renders as itself whatever it holds', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(render('<{{ text }}>', { text })).toEqual({ ok: true, text: `<${text}>` });
      }),
    );
  });
});
