import { features } from '#features';
import type { Range } from 'vscode-languageserver-types';
import { expect, test } from 'vitest';
import { mark } from '../../helpers/marked.ts';
import { applied, spanIn, uri, viewOf } from '../../helpers/view.ts';

const strategy = `version: 1
strategy: wrap
seeds: {from: web.jsonl}
models:
  small: {mock: echo, sampling: &«warm» {temperature: 0.5}}
  large: {mock: echo, sampling: *«wa‸rm»}
rephrasings:
  qa:
    model: small
    sampling: *«warm»
    prompt: |
      Not *warm and not &warm: {{ text }}
  wiki:
    sampling: &warm
      temperature: 0.7
      top_p: 0.9
    model: small
    prompt: "*warm {{ text }}"
  dialogue:
    sampling: *warm
    model: large
    prompt: "{{ text }} again"
`;
const later = strategy
  .replace('sampling: *warm\n    model: large', 'sampling: *wa‸rm\n    model: large')
  .replace('wa‸rm»', 'warm»');

function ranges(source: string, found: readonly { readonly range: Range }[]): string {
  const { lines, text } = viewOf(source);
  return mark(
    text,
    found.map(({ range }) => spanIn(lines, range)),
  );
}

test('an alias leads to its anchor, and back to every alias of that one', () => {
  const view = viewOf(strategy);
  const { analysis, cursor } = view;
  expect(analysis.problems).toEqual([]);
  expect(ranges(strategy, features.definition(view, cursor))).toContain('&«warm» {temp');
  expect(features.definition(view, cursor)).toHaveLength(1);
  expect(ranges(strategy, features.references(view, cursor, true))).toBe(strategy.replace('‸', ''));
  expect(features.references(view, cursor, false)).toHaveLength(2);
  expect(features.highlights(view, cursor).map(({ kind }) => kind)).toEqual([3, 2, 2]);
});

test('hovering over an alias shows what it stands for', () => {
  const shown = (source: string): string => {
    const view = viewOf(source);
    return JSON.stringify(features.hover(view, view.cursor)?.contents);
  };
  expect(shown(strategy)).toContain('**&warm**\\n\\n```yaml\\n{temperature: 0.5}\\n```');
  expect(shown(later.replaceAll(/[«»]/g, ''))).toContain('```yaml\\ntemperature: 0.7\\ntop_p: 0.9\\n```');
});

test('an anchor is renamed with its aliases, and no other of that name', () => {
  const view = viewOf(strategy);
  const renamed = features.rename(view, view.cursor, 'cool');
  const after = renamed?.ok === true ? applied(view.text, renamed.edit.changes?.[uri] ?? []) : '';
  expect(after).toBe(strategy.replace('‸', '').replaceAll('«warm»', 'cool'));
  expect(features.rename(view, view.cursor, 'warm')).toMatchObject({ ok: true });
  expect(features.rename(view, view.cursor, 'a b')).toEqual({
    ok: false,
    message: 'A name of an anchor has no blanks, commas or brackets: `a b` has.',
  });
  const taken = viewOf(
    strategy.replace('&warm\n', '&cool\n').replace('*warm\n    model: large', '*cool\n    model: large'),
  );
  expect(features.rename(taken, taken.cursor, 'cool')).toEqual({
    ok: false,
    message: 'There is an anchor `&cool` already.',
  });
});

test('an alias without an anchor, and text that looks like one, are nothing', () => {
  for (const source of [
    'version: 1\nlet: *wa‸rm\n',
    strategy.replace('‸', '').replace('not &warm', 'not &wa‸rm'),
    strategy.replace('‸', '').replace('"*warm', '"*wa‸rm'),
  ]) {
    const view = viewOf(source);
    expect(features.definition(view, view.cursor)).toEqual([]);
    expect(features.hover(view, view.cursor)?.contents ?? null).toBeNull();
  }
});
