import { describe, expect, test } from 'vitest';
import { parseExpression, parseTemplate, type TemplateIssue } from '../../../language/template/index.ts';

function issuesOf(source: string, issues: readonly TemplateIssue[]): string[] {
  return issues.map(({ code, message, span }) => `${code} «${source.slice(span.start, span.end)}» ${message}`);
}

function applied(source: string, issue: TemplateIssue | undefined): string | undefined {
  const [edit] = issue?.fixes[0]?.edits ?? [];
  return edit && source.slice(0, edit.span.start) + edit.text + source.slice(edit.span.end);
}

describe('issues of a template', () => {
  test.each([
    ['{{ text | uper }}', ['unknown-filter «uper» There is no filter `uper`; did you mean `upper`?']],
    ['{{ [1] | map("uper") }}', ['unknown-filter «uper» There is no filter `uper`; did you mean `upper`?']],
    ['{{ a is define }}', ['unknown-filter «define» There is no test `define`; did you mean `defined`?']],
    [
      '{{ [1] | random }}',
      [
        'unknown-filter «random» The filter `random` does not exist here: a draw has to be the same whenever the run is repeated; let a variable draw instead.',
      ],
    ],
    [
      '{{ text.upper() }}',
      ['template-syntax «upper()» There are no methods here, so `.upper()` cannot be called: write `text | upper`.'],
    ],
    [
      '{{ x.foo(1) }}',
      [
        'template-syntax «foo(1)» There are no methods here, so `.foo()` cannot be called; values are changed by filters.',
      ],
    ],
    ['{{ len(text) }}', ['template-syntax «len» There is no function `len`: the filter `length` does it.']],
    [
      '{% macro m() %}x{% endmacro %}',
      ['template-syntax «macro» `{% macro %}` does not exist here: a prompt is written out where it stands.'],
    ],
    [
      '{% include "x" %}{{ a',
      [
        'template-syntax «include» `{% include %}` does not exist here: a template is complete in itself.',
        'template-syntax «{{» `{{` is never closed: `}}` is missing.',
      ],
    ],
    ['{% fi x %}', ['template-syntax «fi» There is no statement `fi`; did you mean `if`?']],
    ['{{ text', ['template-syntax «{{» `{{` is never closed: `}}` is missing.']],
    ['{{ text }\nand {{ more }}', ['template-syntax «{{» `{{` is never closed: `}}` is missing.']],
    ['{{ (a }}', ['template-syntax «» `)` is expected here, and nothing more stands here.']],
    ['{{ {"a": 1 }}', ['template-syntax «» `}` is expected at the end of the map, and nothing more stands here.']],
    [
      '{{ }} {{ 1 + }}',
      [
        'template-syntax «{{ }}» A value is expected between `{{` and `}}`.',
        'template-syntax «» A value is expected, and nothing more stands here.',
      ],
    ],
    ['{% if a %}x', ['template-syntax «{% if a %}» `{% if %}` is never closed: `{% endif %}` is missing.']],
    [
      '{% if a %}{% for x in a %}{% endif %}',
      ['template-syntax «{% for x in a %}» `{% for %}` is never closed: `{% endfor %}` is missing.'],
    ],
    ['{% endif %}', ['template-syntax «{% endif %}» `{% endif %}` closes nothing: no `{% if %}` is open here.']],
    ['{% if a = 1 %}{% endif %}', ['template-syntax «=» A comparison is written `==`.']],
    ['{{ a && b }}', ['template-syntax «&&» `&&` is written `and` here.']],
    ['{{endif|}}', ['template-syntax «|» The name of a filter is expected behind `|`, and nothing more stands here.']],
    ['{{ a +}}', ['template-syntax «» A value is expected, and nothing more stands here.']],
  ])('%s', (source, expected) => {
    expect(issuesOf(source, parseTemplate(source).issues)).toEqual(expected);
  });

  test.each([
    ['{{ text | uper }}', '{{ text | upper }}'],
    ['{{ text.upper() }}', '{{ text | upper }}'],
    ['{{ doc.text.replace("a", "b") }}', '{{ doc.text | replace("a", "b") }}'],
    ['{{ ", ".join(doc.tags) }}', '{{ doc.tags | join(", ") }}'],
    ['{{ doc.get("k", "none") }}', '{{ doc["k"] | default("none") }}'],
    ['{% if text.startswith("A") %}{% endif %}', '{% if text is startingwith("A") %}{% endif %}'],
    ['{{ (a ~ b).upper() }}', '{{ (a ~ b) | upper }}'],
    ['{{ len(text) }}', '{{ text | length }}'],
    ['{{ a && b }}', '{{ a and b }}'],
    ['{{ !a }}', '{{ not a }}'],
    ['{{ text', '{{ text }}'],
    ['{% if a %}x', '{% if a %}x{% endif %}'],
    ['{% if a %}{% for x in a %}{% endif %}', '{% if a %}{% for x in a %}{% endfor %}{% endif %}'],
  ])('the first fix of %s mends it', (source, mended) => {
    const result = applied(source, parseTemplate(source).issues[0]);
    expect(result).toBe(mended);
    expect(parseTemplate(mended).issues).toEqual([]);
  });
});

describe('issues of an expression', () => {
  test.each([
    ['', ['expression-syntax «» An expression is expected here.']],
    ['words >', ['expression-syntax «» A value is expected, and nothing more stands here.']],
    ['words > 3 }}', ['expression-syntax «}» The end is expected, but `}` stands here.']],
    [
      '{{ words > 3 }}',
      ['expression-syntax «{{» An expression stands without `{{ }}`, which are for text with values put in.'],
    ],
    ['words = 3', ['expression-syntax «=» A comparison is written `==`.']],
    ['words > 3 || a', ['expression-syntax «||» `||` is written `or` here.']],
    ['language == "en', ['expression-syntax «"en» This text is never closed: the second " is missing.']],
    ['words > 3 and', ['expression-syntax «» A value is expected, and nothing more stands here.']],
    ['words 3', ['expression-syntax «3» The end is expected, but `3` stands here.']],
  ])('%s', (source, expected) => {
    expect(issuesOf(source, parseExpression(source).issues)).toEqual(expected);
  });
});

describe('names', () => {
  function namesOf(source: string): string[] {
    return parseTemplate(source).names.map(({ name, path, guarded, span, pathSpans }) => {
      expect(source.slice(span.start, span.end)).toBe(name);
      expect(pathSpans.map(({ start, end }) => source.slice(start, end))).toEqual(path);
      return [name, ...path].join('.') + (guarded ? '?' : '');
    });
  }

  test.each([
    ['{{ text }} {{ ( doc ).meta["topic"] }}', ['text', 'doc.meta.topic']],
    ['{{ a | default(b) }} {{ c is defined }} {{ d.e is not defined }}', ['a?', 'b', 'c?', 'd.e?']],
    ['{{ a[b].c }}', ['a', 'b']],
    ['{{ a[0].c | join(x=b) }}', ['a', 'b']],
    [
      '{% for x in xs %}{{ x.a }}{{ loop.index }}{{ y }}{% else %}{{ x }}{% endfor %}{{ x }}{{ loop }}',
      ['xs', 'y', 'x', 'x', 'loop'],
    ],
    ['{% for x in xs if x > y %}{% endfor %}', ['xs', 'x'].slice(0, 1).concat('y')],
    ['{{ a }}{% set a = a %}{{ a }}', ['a', 'a']],
    ['{% if c %}{% set a = 1 %}{% endif %}{{ a }}', ['c', 'a']],
    ['{% if c %}{% set a = 1 %}{% else %}{% set a = 2 %}{% endif %}{{ a }}', ['c']],
    ['{% if c %}{% set a = 1 %}{% elif d %}{% else %}{% set a = 2 %}{% endif %}{{ a }}', ['c', 'd', 'a']],
    ['{% with a = b %}{{ a }}{% endwith %}{{ a }}', ['b', 'a']],
    ['{% set a %}{{ b }}{% set c = 1 %}{% endset %}{{ a }}{{ c }}', ['b', 'c']],
    ['{% for x in xs %}{% set a = 1 %}{% endfor %}{{ a }}', ['xs', 'a']],
    ['{{ range(n) }}{{ true }}{{ none }}', ['n']],
    ['{% raw %}{{ a }}{% endraw %}{# {{ b }} #}', []],
    ['{{ text | tr(', ['text']],
    ['{{ a + }} {{ b }}', ['a', 'b']],
  ])('%s', (source, names) => {
    expect(namesOf(source)).toEqual(names);
  });

  test('filters and tests are listed where they stand, those that are named by text too', () => {
    const source = '{{ a | upper | map("lower") | select("odd") }}{{ b is odd }}{% set c | trim %}{% endset %}';
    const { filters, tests } = parseTemplate(source);
    for (const { name, span } of [...filters, ...tests]) expect(source.slice(span.start, span.end)).toBe(name);
    expect(filters.map(({ name }) => name).toSorted()).toEqual(['lower', 'map', 'select', 'trim', 'upper']);
    expect(tests.map(({ name }) => name)).toEqual(['odd', 'odd']);
  });
});
