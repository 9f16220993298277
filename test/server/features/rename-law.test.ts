import { readdirSync, readFileSync } from 'node:fs';
import { features } from '#features';
import { analyse, LineIndex } from '#language';
import { describe, expect, test } from 'vitest';
import { applied, uri, viewOf } from '../../helpers/view.ts';

const samples = new URL('../../../samples/', import.meta.url);
const own = `version: 1
strategy: wrap
seeds: {from: web.jsonl, keep: [bucket > 2]}
models:
  small: {mock: echo}
  "large": {mock: echo}
variables:
  audience: [a child, an expert]
let:
  bucket: '[doc.edu, doc["edu"]] | max'
  twice: bucket * 2
defaults: {model: small}
rephrasings:
  qa:
    model: large
    each: [audience]
    when: twice > 3
    prompt: |
      For {{ audience | upper }} {% if audience == "a" %}{{ bucket }}{% endif %}

      {{ text }}
  wiki:
    prompt: "{% for audience_2 in [1] %}{{ audience_2 }}{% endfor %}{{ text }} {{ aud\\x69ence }}"
tests:
  - {document: web.md, rephrasings: [qa, wiki], expect: [ratio < 3]}
`;

const strategies: readonly (readonly [string, string])[] = [
  ['a strategy with every kind of name', own],
  ...readdirSync(samples, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.strategy.yaml'))
    .map((path) => [path, readFileSync(new URL(path, samples), 'utf8')] as const)
    // Recipes that only select pages have no names.
    .filter(([, text]) => /^(?:models|rephrasings):/m.test(text)),
];

/** The text after the name at an offset was renamed; undefined where it cannot be. */
function renamed(text: string, offset: number, name: string): string | undefined {
  const view = { uri, version: 1, analysis: analyse(text), lines: new LineIndex(text) };
  const found = features.rename(view, offset, name, [view]);
  return found?.ok === true ? applied(text, found.edit.changes?.[uri] ?? []) : undefined;
}

describe.each(strategies)('%s', (_name, text) => {
  const { names, problems } = viewOf(text).analysis;
  const other = 'a_new_name';

  test('has names', () => {
    expect(names.length).toBeGreaterThan(1);
  });

  test.each(names.map(({ kind, name, span }) => [kind, name, span.start] as const))(
    'the %s %s at %i: renaming brings no problem, and renaming back gives the file back',
    (_kind, name, start) => {
      const after = renamed(text, start, other) ?? '';
      expect(after).toContain(other);
      const codes = (of: string) => analyse(of, { evidence: false }).problems.map(({ code }) => code);
      expect(codes(after)).toEqual(problems.map(({ code }) => code));
      // Names in front of this one have moved it.
      const place = analyse(after).names.find((found) => found.name === other);
      const back = renamed(after, place?.span.start ?? 0, name) ?? '';
      expect(plain(back)).toBe(plain(text));
    },
  );
});

/** A name that is written with an escape is written without it when it is renamed. */
function plain(text: string): string {
  return text.replaceAll('aud\\x69ence', 'audience');
}
