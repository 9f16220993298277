import { features } from '#features';
import type { Range } from 'vscode-languageserver-types';
import { describe, expect, test } from 'vitest';
import { mark, marked } from '../../helpers/marked.ts';
import { applied, spanIn, uri, viewOf } from '../../helpers/view.ts';

const strategy = `version: 1
strategy: wrap
seeds: {from: web.jsonl}
models:
  «small»: {mock: echo}
  large: {mock: echo}
variables:
  audience: [a child, an expert]
let:
  half: bucket / 2
  bucket: '[doc.edu, 1] | max'
defaults: {model: «small»}
rephrasings:
  qa:
    model: «sm‸all»
    each: [audience]
    prompt: |
      For {{ audience | upper }}: {{ text }}
  wiki:
    model: large
    when: bucket > 3 and half > 1
    keep: ["words > bucket"]
    system: "{% if audience == 'a child' %}Simply.{% endif %}"
    prompt: "{{ text }} {{ bucket }}"
`;

const variable = strategy
  .replaceAll(/[«»‸]/g, '')
  .replaceAll('audience', '«audience»')
  .replace('{{ «audience»', '{{ «aud‸ience»');

const computed = strategy
  .replaceAll(/[«»‸]/g, '')
  .replaceAll('bucket', '«bucket»')
  .replace('{{ «bucket»', '{{ «buck‸et»');

function ranges(text: string, found: readonly { readonly range: Range }[]): string {
  const { lines } = viewOf(text);
  return mark(
    text,
    found.map(({ range }) => spanIn(lines, range)),
  );
}

describe('references', () => {
  test.each([
    ['a model', strategy],
    ['a variable, in templates too', variable],
    ['a name of `let`, in expressions and templates', computed],
  ])('of %s', (_name, source) => {
    const view = viewOf(source);
    const withDefinition = features.references(view, view.cursor, true);
    expect(ranges(view.text, withDefinition)).toBe(source.replace('‸', ''));
    expect(features.references(view, view.cursor, false)).toHaveLength(withDefinition.length - 1);
    expect(features.highlights(view, view.cursor).map(({ range }) => range)).toEqual(
      withDefinition.map(({ range }) => range),
    );
  });

  test('where no name stands there are none', () => {
    const view = viewOf('ver‸sion: 1\n');
    expect(features.references(view, view.cursor, true)).toEqual([]);
    expect(features.definition(view, view.cursor)).toEqual([]);
    expect(features.highlights(view, view.cursor)).toEqual([]);
    expect(features.renameRange(view, view.cursor)).toBeNull();
    expect(features.rename(view, view.cursor, 'other')).toBeNull();
  });
});

test('the definition of a variable is found from a template', () => {
  const view = viewOf(variable);
  const [found, ...more] = features.definition(view, view.cursor);
  expect(found?.uri).toBe(uri);
  expect(found?.range.start).toEqual({ line: 7, character: 2 });
  expect(more).toEqual([]);
});

test('the definition of a name of `let` is found from a template', () => {
  const view = viewOf(computed);
  expect(ranges(view.text, features.definition(view, view.cursor))).toContain('  «bucket»: ');
});

describe('rename', () => {
  test.each([
    ['a model', strategy, 'tiny'],
    ['a variable', variable, 'reader'],
    ['a name of `let`', computed, 'quality'],
  ])('changes %s everywhere and nothing else', (_name, source, name) => {
    const view = viewOf(source);
    const renamed = features.rename(view, view.cursor, name);
    if (renamed?.ok !== true) throw new Error(`It was refused: ${renamed?.message ?? 'there is no name'}`);
    const after = applied(view.text, renamed.edit.changes?.[uri] ?? []);
    expect(after).toBe(source.replace('‸', '').replaceAll(/«.*?»/g, name));
    expect(viewOf(after).analysis.problems.map(({ code }) => code)).toEqual(
      view.analysis.problems.map(({ code }) => code),
    );
  });

  test.each([
    ['to a name that is there', strategy, 'large', 'There is a model `large` already.'],
    ['to what YAML reads as a value', strategy, 'true', '`true` is a value of YAML and cannot be a name.'],
    ['to what needs quotes', strategy, 'a: b', 'A model is named with'],
    ['of a variable to what is no name in a template', variable, 'my-reader', 'A variable is named with'],
    ['of a variable to the document', variable, 'text', '`text` means something else in templates already.'],
    ['of a variable to a name of `let`', variable, 'bucket', '`bucket` means something else in templates already.'],
    ['of a name of `let` to a variable', computed, 'audience', '`audience` means something else in templates already.'],
    ['of a name of `let` to another', computed, 'half', 'There is a computed value `half` already.'],
    ['of a name of `let` to what is none in a template', computed, 'my-bucket', 'A computed value is named with'],
    ['of a variable to an operator', variable, 'not', '`not` is a word of expressions and cannot be a name.'],
  ])('%s is refused', (_name, source, name, message) => {
    const view = viewOf(source);
    const renamed = features.rename(view, view.cursor, name);
    expect(renamed?.ok).toBe(false);
    expect(renamed?.ok === false && renamed.message).toContain(message);
  });

  test('to a name that a template sets itself is refused', () => {
    const view = viewOf(variable.replaceAll(/[«»]/g, '').replace('For {{', '{% set reader = 1 %}For {{'));
    const renamed = features.rename(view, view.cursor, 'reader');
    expect(renamed).toEqual({ ok: false, message: 'A template that uses `audience` sets `reader` itself.' });
  });

  test('to the name that it has changes nothing', () => {
    const view = viewOf(strategy);
    const renamed = features.rename(view, view.cursor, 'small');
    expect(renamed?.ok === true && applied(view.text, renamed.edit.changes?.[uri] ?? [])).toBe(view.text);
  });

  test('offers the name under the cursor', () => {
    const view = viewOf(strategy);
    const range = features.renameRange(view, view.cursor);
    expect(range && ranges(view.text, [{ range }])).toBe(
      marked(strategy).text.replace('    model: small', '    model: «small»'),
    );
  });
});
