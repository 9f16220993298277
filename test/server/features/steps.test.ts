import { features } from '#features';
import { describe, expect, test } from 'vitest';
import { mark } from '../../helpers/marked.ts';
import { applied, spanIn, uri, viewOf } from '../../helpers/view.ts';

const head = `version: 1
strategy: grow
seeds: {from: web.jsonl}
models: {small: {mock: echo}}
let: {long: words > 5}
variables: {audience: [a child]}
`;
const strategy = `${head}rephrasings:
  grow:
    steps:
      - {name: pairs, prompt: "For {{ audience }}: {{ text }}", expect: json, as: pair, at_most: 5}
      - name: write
        prompt: |
          {{ pair.genre }} of {{ pairs | length }}: {{ text }}
      - {name: judge, prompt: "{{ write }} {{ pair.genre }}"}
    result: write
    when: long
    keep: [judge == "good", pair.genre is defined]
    assemble: "{{ pairs[0] }} {{ output }}"
  other:
    steps:
      - {name: write, prompt: "{{ text }}"}
      - {name: pairs, prompt: "{{ write }}"}
tests:
  - {document: web.jsonl, rephrasings: [grow], expect: [not truncated]}
targets:
  cluster: {kind: ray, address: "http://head:8265"}
`;

/** The strategy with every mention of a step of `grow` marked, and a cursor at one of them. */
function mentions(name: string, before: string, after: string): string {
  const end = strategy.indexOf('  other:');
  const named = strategy.slice(0, end).replaceAll(new RegExp(`\\b${name}\\b`, 'g'), `«${name}»`);
  return named.replace(before, `${before.slice(0, -after.length)}‸${after}`) + strategy.slice(end);
}

const named = [
  ['a step, from a template', mentions('pairs', '{{ «pairs', 'irs'), 'couples'],
  ['an item of a list, from its definition', mentions('pair', 'as: «pair', 'air'), 'couple'],
  ['a step, from `result`', mentions('write', 'result: «write', 'rite'), 'draft'],
  ['a step, from a gate', mentions('judge', '[«judge', 'udge'), 'verdict'],
] as const;

describe('steps', () => {
  test.each(named)('are found everywhere in their rephrasing: %s', (_name, source) => {
    const view = viewOf(source);
    const found = features.references(view, view.cursor, true);
    const spans = found.map(({ range }) => spanIn(view.lines, range));
    expect(mark(view.text, spans)).toBe(source.replace('‸', ''));
    expect(features.definition(view, view.cursor)).toEqual(found.slice(0, 1));
    expect(features.highlights(view, view.cursor)).toHaveLength(found.length);
  });

  test.each(named)('are renamed in their rephrasing alone: %s', (_name, source, name) => {
    const view = viewOf(source);
    const renamed = features.rename(view, view.cursor, name);
    const after = applied(view.text, renamed?.ok === true ? (renamed.edit.changes?.[uri] ?? []) : []);
    expect(after).toBe(source.replace('‸', '').replaceAll(/«.*?»/g, name));
    expect(viewOf(after).analysis.problems).toEqual([]);
  });

  test.each([
    ['pair', '`grow` has a step or an item `pair` already.'],
    ['audience', '`audience` means something else in templates already.'],
    ['long', '`long` means something else in templates already.'],
    ['words', '`words` means something else in templates already.'],
    ['my-pairs', 'A step is named with letters'],
  ])('are not renamed to %s', (name, message) => {
    const view = viewOf(mentions('pairs', '{{ «pairs', 'irs'));
    const renamed = features.rename(view, view.cursor, name);
    expect(renamed?.ok === false && renamed.message).toContain(message);
  });

  test('are told in a hover', () => {
    const view = viewOf(mentions('pair', '{{ «pair', 'air'));
    expect(features.hover(view, view.cursor)?.contents).toEqual({
      kind: 'markdown',
      value:
        '**pair**: items of the answer of `pairs`\n\n```yaml\n{name: pairs, prompt: "For {{ audience }}: {{ text }}", expect: json, as: pair, at_most: 5}\n```',
    });
    const result = viewOf(mentions('write', 'result: «write', 'rite'));
    expect(features.hover(result, result.cursor)?.contents).toMatchObject({
      value: expect.stringMatching(
        /^\*\*write\*\*: answer of a step of `grow`\n\n```yaml\nname: write\nprompt: \|\n {2}\{\{ pair/,
      ),
    });
  });
});

describe('completion', () => {
  async function labels(from: string, to: string): Promise<readonly string[]> {
    const view = viewOf(strategy.replace(from, to));
    const surroundings = { environment: [], listFolder: async () => [], snippets: false };
    return (await features.complete(view, view.cursor, surroundings)).map(({ label }) => label);
  }

  test('offers the steps before a template, and all of them to gates', async () => {
    const first = await labels('"For {{ audience', '"For {{ ‸audience');
    expect(first).not.toEqual(expect.arrayContaining(['pairs']));
    expect((await labels('{{ pair.genre }} of', '{{ ‸pair.genre }} of')).slice(0, 2)).toEqual(['pairs', 'pair']);
    expect((await labels('"{{ write }} {{', '"{{ ‸write }} {{')).slice(0, 3)).toEqual(['pairs', 'pair', 'write']);
    expect((await labels('judge ==', '‸judge ==')).slice(0, 4)).toEqual(['pairs', 'pair', 'write', 'judge']);
    expect(await labels('"{{ write }}"', '"{{ ‸write }}"')).not.toContain('judge');
  });

  test('offers the fields that are read of an item elsewhere', async () => {
    expect(await labels('{{ write }} {{ pair.genre', '{{ write }} {{ pair.‸genre')).toEqual(['genre']);
  });

  test('offers steps behind `result`, rephrasings in tests, and what goes with a kind of target', async () => {
    expect(await labels('result: write', 'result: ‸')).toEqual(['pairs', 'write', 'judge']);
    expect(await labels('rephrasings: [grow]', 'rephrasings: [‸]')).toEqual(['grow', 'other']);
    const keys = await labels('8265"}', '8265", ‸}');
    expect(keys).toEqual(['token', 'workers', 'gpus']);
    expect(await labels('kind: ray', 'kind: ‸')).toEqual(['ray']);
  });

  test('offers nothing on the line of a key whose value stands below', async () => {
    expect(await labels('    steps:\n', '    window:‸\n      take: first\n    steps:\n')).toEqual([]);
    expect(await labels('    steps:\n', '    window: ‸\n    steps:\n')).toEqual(['not published']);
  });
});
