import { features } from '#features';
import { expect, test } from 'vitest';
import { mark } from '../../helpers/marked.ts';
import { spanIn, viewOf } from '../../helpers/view.ts';

/** The prompt with the ranges that change together at `‸`. */
function linked(prompt: string): string | null {
  const view = viewOf(`rephrasings:\n  qa:\n    prompt: ${prompt}\n`);
  const found = features.linkedRanges(view, view.cursor);
  if (found === null) return null;
  expect(new RegExp(`^(?:${found.wordPattern})$`).test('word_2')).toBe(true);
  const spans = found.ranges.map((range) => spanIn(view.lines, range));
  return mark(view.text, spans).slice('rephrasings:\n  qa:\n    prompt: '.length, -1);
}

test.each([
  [
    'an item of a loop',
    '"{% for wo‸rd in [1] %}{{ word }} {{ word | upper }}{% endfor %}"',
    '"{% for «word» in [1] %}{{ «word» }} {{ «word» | upper }}{% endfor %}"',
  ],
  [
    'from a use',
    '|\n      {% set n = 1 %}\n      {{ n‸ * 2 }} {{ doc.n }}',
    '|\n      {% set «n» = 1 %}\n      {{ «n» * 2 }} {{ doc.n }}',
  ],
])('%s', (_name, source, expected) => {
  expect(linked(source)).toBe(expected);
});

test.each([
  ['a name of the file', '"{{ te‸xt }} {{ text }}"'],
  ['a name that is free elsewhere', '"{% for text in [1] %}{{ te‸xt }}{% endfor %}{{ text }}"'],
  ['`loop`', '"{% for a in [1] %}{{ loo‸p.index }}{{ loop.index }}{% endfor %}"'],
  ['a name without a use', '"{% set n‸ = 1 %}"'],
  ['text', '"wo‸rd word"'],
])('nothing for %s', (_name, source) => {
  expect(linked(source)).toBeNull();
});
