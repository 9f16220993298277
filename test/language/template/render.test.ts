import { describe, expect, test } from 'vitest';
import { compileExpression, parseExpression } from '../../../language/template/index.ts';
import { evaluate, failure, render } from './helpers.ts';

const values = { text: 'Lava', n: 7, doc: { title: 'A', meta: {} }, none: null };

describe('what does not exist is an error with its place, and never renders as nothing', () => {
  test.each([
    ['{{ nope }}', '«nope» `nope` is not defined.'],
    ['{{ text ~ nope }}', '«nope» `nope` is not defined.'],
    ['{{ doc.nope }}', '«nope» `doc` has no field `nope`.'],
    ['{{ doc.meta.topic }}', '«topic» `doc.meta` has no field `topic`.'],
    ['{{ doc["nope"] }}', '«doc["nope"]» `doc` has no field `nope`.'],
    ['{{ [1][3] }}', '«[1][3]» This value has no item 3.'],
    ['{{ text.length }}', '«length» `text` is text and has no fields, so there is no `length`.'],
    ['{% if nope %}{% endif %}', '«nope» `nope` is not defined.'],
    ['{{ [] | first }}', '«[] | first» `first` of something empty gives nothing; `default` can stand in for it.'],
    ['{{ "a" + 1 }}', '«"a" + 1» `+` cannot take text and a number; `~` joins anything as text.'],
    ['{{ text | truncate("x") }}', '«"x"» `truncate` takes a number as its `length`, and this is text.'],
    ['{{ n | first }}', '«first» `first` takes a list, a map or text, and this is a number.'],
    ['{% for a, b in [1] %}{% endfor %}', '«a» A list of 2 is expected for these names, and this is a number.'],
  ])('%s', (source, expected) => {
    expect(failure(source, render(source, values))).toBe(expected);
  });

  test('a value that is nothing exists', () => {
    expect(render('{{ none }}{{ doc.meta is defined }}', values)).toEqual({ ok: true, text: 'NoneTrue' });
  });
});

describe('a value is data', () => {
  test.each(['{{ n }}', '{% if %}', '{# x #}', '<|im_end|>', '{% endraw %}', '}}'])('%s passes through', (text) => {
    expect(render('[{{ text }}|{{ text | trim }}|{% set t = text %}{{ t }}]', { text })).toEqual({
      ok: true,
      text: `[${text}|${text}|${text}]`,
    });
  });

  test('one compiled template renders many scopes, each on its own', () => {
    const gate = compileExpression(parseExpression('n > 3'));
    expect([1, 5, 2].map((n) => gate({ get: () => n }))).toEqual(
      [false, true, false].map((value) => ({ ok: true, value })),
    );
  });
});

describe('nothing but own fields can be reached', () => {
  test.each([
    'doc.constructor',
    'doc.__proto__',
    'doc["__proto__"]',
    'doc.toString',
    'doc.hasOwnProperty',
    '[].length',
    '[]["constructor"]',
    '"".constructor',
    '(1).constructor',
    'range.constructor("return 1")()',
    'range',
    '{}.constructor',
    '{"a": 1}.toString',
    'doc | map(attribute="constructor") | list',
    '[doc] | map(attribute="constructor") | list',
    '[doc] | map(attribute="__proto__.x") | list',
    '[[1]] | map(attribute="length") | list',
    '[1] | map("constructor") | list',
    '[1] | select("toString") | list',
    'doc | constructor',
    'doc is hasOwnProperty',
    'constructor',
    '__proto__',
    'loop',
    'self',
    'true.constructor',
  ])('%s', (source) => {
    expect(evaluate(source, values)).toMatchObject({ ok: false });
    expect(render(`{{ ${source} }}`, values)).toMatchObject({ ok: false });
  });

  test('a key named __proto__ is a key like any other', () => {
    expect(evaluate('{"__proto__": 1}.__proto__ + ({"__proto__": {"x": 2}}).__proto__.x')).toEqual({
      ok: true,
      value: 3,
    });
    expect(evaluate('{"__proto__": {"x": 2}}.x')).toMatchObject({ ok: false });
  });
});

describe('no template runs long or grows large', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}', 'steps'],
    ['{{ "a" * 2000000000 }}', 'longer'],
    ['{{ [1] * 2000000000 }}', 'steps'],
    ['{{ range(1000000000) }}', 'range'],
    ['{{ "a" | indent(2000000000) }}', 'longer'],
    [`{% set x = "ab" %}${'{% set x = x ~ x %}'.repeat(60)}{{ x }}`, 'longer'],
    [`{% set x = "ab" %}${'{% set x = [x, x] %}'.repeat(60)}{{ x }}`, 'steps'],
    [`{% set x = "ab" %}${'{% set x = [x, x] %}'.repeat(60)}{{ x | tojson }}`, 'steps'],
    [`{% set x = [1] %}{% set y = [1] %}${'{% set x = [x, x] %}{% set y = [y, y] %}'.repeat(60)}{{ x == y }}`, 'steps'],
    [`{% set x = 1 %}${'{% set x = [x] %}'.repeat(200)}{{ x }}`, 'levels'],
    ['{% set x = "a" * 1000000 %}{% for i in range(1000) %}{{ x }}{% endfor %}', 'longer'],
    ['{% set x = "a" * 8000000 %}{% for i in range(100000) %}{% set y = x | upper %}{% endfor %}', 'steps'],
    [
      '{% set x = "a" * 8000000 %}{% set y = "a" * 4000000 ~ "b" %}{% for i in range(99) %}{{ y in x }}{% endfor %}',
      'steps',
    ],
    ['{{ 10 ** 400 }}', 'no number'],
    [`{{ ${'('.repeat(10_000)}1${')'.repeat(9_000)} }}`, 'levels'],
    [`{{ ${'not '.repeat(10_000)}1 }}`, 'levels'],
    [`{{ ${'1+'.repeat(9_000)}1 }}`, '500'],
    [`{{ a${'.a'.repeat(9_000)} }}`, '500'],
    [`{{ a${'|d'.repeat(9_000)} }}`, '500'],
    [`${'{% if 1 %}'.repeat(10_000)}${'{% endif %}'.repeat(10_000)}`, 'levels'],
    ['{{\n'.repeat(30_000), 'never closed'],
    ["{{'\n".repeat(30_000), 'never closed'],
    ['{% raw %}'.repeat(10_000), 'never closed'],
  ];
  test.each(cases.map(([source, word]) => ({ beginning: source.slice(0, 60), source, word })))(
    '$beginning…',
    ({ source, word }) => {
      expect(failure('', render(source))).toContain(word);
    },
  );

  test('a deep value from outside is refused, not a stack overflow', () => {
    let deep: readonly unknown[] = [];
    for (let level = 0; level < 50_000; level++) deep = [deep];
    const x = deep as readonly never[];
    for (const source of ['{{ x }}', '{{ x | tojson }}', '{{ x == [x] }}', '{{ x < [x] }}']) {
      expect(render(source, { x })).toMatchObject({ ok: false });
    }
  });

  test('long chains inside the limits work', () => {
    expect(render(`{{ ${'1+'.repeat(400)}1 }}`)).toEqual({ ok: true, text: '401' });
    expect(render(`${'{% if 1 %}'.repeat(100)}x${'{% endif %}'.repeat(100)}`)).toEqual({ ok: true, text: 'x' });
  });
});
