import { describe, expect, test } from 'vitest';
import {
  checkFields,
  checkTypes,
  parseExpression,
  parseTemplate,
  type ValueType,
} from '../../../language/template/index.ts';

const types = new Map<string, ValueType>([
  ['text', { kind: 'string' }],
  ['language', { kind: 'string' }],
  ['words', { kind: 'number' }],
  ['truncated', { kind: 'boolean' }],
  ['doc', { kind: 'map', fields: null }],
  ['source', { kind: 'map', fields: { words: { kind: 'number' }, opening: { kind: 'string' } } }],
  ['tags', { kind: 'list', of: { kind: 'string' } }],
]);
const scope = (name: string): ValueType | undefined => types.get(name);

describe('checkTypes of an expression', () => {
  test.each([
    ['text > 3', '«text > 3» `>` cannot compare text with a number.'],
    ['words > "3"', '«words > "3"» `>` cannot compare a number with text.'],
    ['1 < words < "a"', '«words < "a"» `<` cannot compare a number with text.'],
    ['words == "50"', '«words == "50"» A number and text are never equal.'],
    ['truncated == "no"', '«truncated == "no"» A truth value and text are never equal.'],
    ['text + words', '«text + words» `+` cannot take text and a number; `~` joins anything as text.'],
    ['text - "a"', '«text - "a"» `-` cannot take text and text.'],
    ['-text', '«text» `-` takes a number, and this is text.'],
    ['text | truncate("x")', '«"x"» `truncate` takes a number as its `length`, and this is text.'],
    [
      'text | truncate(size=3)',
      '«size=3» `truncate` has no argument `size`; it takes `length`, `killwords`, `end`, `leeway`.',
    ],
    ['text | upper(1)', '«1» `upper` takes no arguments.'],
    ['text | replace("a")', '«replace» `replace` needs its argument `new`.'],
    ['text | replace("a", "b", old="c")', '«old="c"» `replace` gets `old` twice.'],
    ['text | round', '«round» `round` takes a number, and this is text.'],
    ['words | length', '«length» `length` takes a list, a map or text, and this is a number.'],
    ['text | length > "a"', '«text | length > "a"» `>` cannot compare a number with text.'],
    ['text is odd', '«odd» `odd` takes a number, and this is text.'],
    ['3 in text', '«3 in text» Only text can be in text, and this is a number.'],
    ['3 in words', '«3 in words» Nothing can be in a number.'],
    ['words[1:2]', '«words» Only lists and text can be sliced, and this is a number.'],
    ['[source.words, 3] | max > "a"', '«[source.words, 3] | max > "a"» `>` cannot compare a number with text.'],
    ['source["opening"] > 3', '«source["opening"] > 3» `>` cannot compare text with a number.'],
    ['(text if truncated else "a") > 3', '«(text if truncated else "a") > 3» `>` cannot compare text with a number.'],
  ])('%s', (source, expected) => {
    const found = checkTypes(parseExpression(source), scope);
    expect(found.map(({ message, span }) => `«${source.slice(span.start, span.end)}» ${message}`)).toEqual([expected]);
    expect(found.map(({ code }) => code)).toEqual(['type-mismatch']);
  });

  test.each([
    'words > 3',
    'doc.x > 3',
    'doc.x > "a"',
    'nope > 3',
    'language == "en"',
    'truncated == 1',
    'truncated > 0',
    'text == none',
    'text is none',
    'words + truncated',
    'text * 3',
    'text | upper | lower | truncate(3, true, end="")',
    'words | upper',
    '"a" in tags',
    'tags | map("length") | max > 3',
    'tags | first | length > 3',
    '[doc.a, doc.b] | max >= 12',
    '(text if truncated) > 3',
    'text | default(3) > 3',
    'range(words) | length',
  ])('nothing against %s', (source) => {
    expect(checkTypes(parseExpression(source), scope)).toEqual([]);
  });
});

describe('checkTypes of a template', () => {
  test.each([
    ['{% for t in tags %}{{ t + 1 }}{% endfor %}', ['t + 1']],
    ['{% for t in words %}{% endfor %}', ['words']],
    ['{% for t in tags %}{{ loop.index + "a" }}{% endfor %}', ['loop.index + "a"']],
    ['{% set a = 1 %}{{ a + "x" }}', ['a + "x"']],
    ['{% if truncated %}{% set a = 1 %}{% else %}{% set a = "x" %}{% endif %}{{ a + "x" }}', []],
    ['{% set a | round %}x{% endset %}', ['round']],
    ['{% with a = text %}{{ a - 1 }}{% endwith %}', ['a - 1']],
    ['{{ a - 1 }}{% set a = "x" %}', []],
  ])('%s', (source, places) => {
    const found = checkTypes(parseTemplate(source), scope);
    expect(found.map(({ span }) => source.slice(span.start, span.end))).toEqual(places);
  });
});

describe('checkFields', () => {
  test.each([
    ['source.wrods > 3', '«wrods» `source` has no field `wrods`. words,opening'],
    ['source["wrods"] is defined', '«wrods» `source` has no field `wrods`. words,opening'],
    ['text.length', '«length» `text` is text and has no field `length`. '],
    ['source.words.x', '«x» This is a number and has no field `x`. '],
  ])('%s', (source, expected) => {
    const found = checkFields(parseExpression(source), scope);
    expect(
      found.map(({ message, span, known }) => `«${source.slice(span.start, span.end)}» ${message} ${known.join()}`),
    ).toEqual([expected]);
  });

  test.each(['source.words', 'doc.x.y.z', 'nope.x', 'tags[0]'])('nothing against %s', (source) => {
    expect(checkFields(parseExpression(source), scope)).toEqual([]);
  });
});
