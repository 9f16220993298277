import { describe, expect, test } from 'vitest';
import { completionAt } from '../../../language/template/index.ts';

/** The site at the cursor `‸`, as text: kind, typed, the word it replaces, object. */
function siteAt(marked: string, mode: 'template' | 'expression' = 'template'): string {
  const offset = marked.indexOf('‸');
  const source = marked.replace('‸', '');
  const { kind, typed, span, object } = completionAt(source, offset, mode);
  const owner = object ? ` of ${[object.name, ...object.path].join('.')}` : '';
  return `${kind} ${typed}/${source.slice(span.start, span.end)}${owner}`;
}

describe('completionAt in a template', () => {
  test.each([
    ['some te‸xt', 'none /'],
    ['{‸', 'none /'],
    ['{{‸', 'name /'],
    ['{{ ‸', 'name /'],
    ['{{ ‸ }}', 'name /'],
    ['{{‸}}', 'name /'],
    ['{{- ‸ }}', 'name /'],
    ['{{ te‸', 'name te/te'],
    ['{{ te‸xt }}', 'name te/text'],
    ['{{ ‸text }}', 'name /text'],
    ['{{ text ‸ }}', 'none /'],
    ['{{ text |‸', 'filter /'],
    ['{{ text | ‸ }}', 'filter /'],
    ['{{ text | tr‸', 'filter tr/tr'],
    ['{{ text | tr‸\nMore about {{ text }}', 'filter tr/tr'],
    ['{{ text | tr‸ and {{ text }}', 'filter tr/tr'],
    ['{{ text | trim | up‸ }}', 'filter up/up'],
    ['{{ doc.‸', 'field / of doc'],
    ['{{ doc.‸ }} {{ x }}', 'field / of doc'],
    ['{{ doc.meta.to‸pic }}', 'field to/topic of doc.meta'],
    ['{{ doc["meta"].to‸ }}', 'field to/to of doc.meta'],
    ['{{ (a ~ b).‸ }}', 'field /'],
    ['{{ 1.‸ }}', 'none /'],
    ['{{ text is ‸', 'test /'],
    ['{{ text is not de‸', 'test de/de'],
    ['{{ text | truncate(‸', 'name /'],
    ['{{ text | truncate(len‸gth=3) }}', 'name len/length'],
    ['{{ text ~ ‸', 'name /'],
    ['{{ a if ‸', 'name /'],
    ['{{ a if b else ‸', 'name /'],
    ['{{ a and n‸', 'name n/n'],
    ['{{ "te‸xt" }}', 'none /'],
    ['{{ "te‸', 'none /'],
    ["{{ it's te‸", 'none /'],
    ['{% ‸', 'statement /'],
    ['{% i‸', 'statement i/i'],
    ['{%- en‸ %}', 'statement en/en'],
    ['{% if ‸ %}', 'name /'],
    ['{% if a and ‸', 'name /'],
    ['{% elif ‸ %}', 'name /'],
    ['{% else ‸ %}', 'none /'],
    ['{% for ‸', 'none /'],
    ['{% for x in ‸', 'name /'],
    ['{% set ‸', 'none /'],
    ['{% set x = ‸', 'name /'],
    ['{% set x | ‸ %}', 'filter /'],
    ['{% with ‸', 'none /'],
    ['{% with a = ‸', 'name /'],
    ['{# {{ ‸ }} #}', 'none /'],
    ['{% raw %}{{ ‸ }}{% endraw %}', 'none /'],
    ['{{ text }}‸ {{ text }}', 'none /'],
    ['first {{ open\n\nthen {{ te‸ }}', 'name te/te'],
  ])('%s', (marked, site) => {
    expect(siteAt(marked)).toBe(site);
  });

  test.each([
    ['{% for row in rows %}{{ ‸ }}{% endfor %}', ['row', 'loop']],
    ['{% for row in rows %}{{ ‸', ['row', 'loop']],
    ['{% for row in rows %}{% endfor %}{{ ‸ }}', []],
    ['{{ ‸ }}{% set a = 1 %}', []],
    ['{% set a = 1 %}{{ ‸ }}', ['a']],
    ['{% with a = 1 %}{% if ‸', ['a']],
    ['{% if x %}{% for y in z %}{{ ‸ }}', ['y', 'loop']],
  ])('knows the names that are set: %s', (marked, locals) => {
    const offset = marked.indexOf('‸');
    expect(completionAt(marked.replace('‸', ''), offset, 'template').locals).toEqual(locals);
  });
});

describe('completionAt in an expression', () => {
  test.each([
    ['‸', 'name /'],
    ['wo‸', 'name wo/wo'],
    ['words > 3 and ‸', 'name /'],
    ['words > 3 ‸', 'none /'],
    ['source.‸', 'field / of source'],
    ['doc.meta.‸ == 3', 'field / of doc.meta'],
    ['[a, ‸] | max', 'name /'],
    ['[a, b] | m‸', 'filter m/m'],
    ['not tr‸', 'name tr/tr'],
    ['language == "e‸n"', 'none /'],
    ['language == "e‸', 'none /'],
    ['language is ‸', 'test /'],
  ])('%s', (marked, site) => {
    expect(siteAt(marked, 'expression')).toBe(site);
  });
});
