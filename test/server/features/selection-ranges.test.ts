import { features } from '#features';
import type { SelectionRange } from 'vscode-languageserver-types';
import { expect, test } from 'vitest';
import { spanIn, viewOf } from '../../helpers/view.ts';

/** What a selection at `‸` grows through, the first one first. */
function grown(source: string): readonly string[] {
  const view = viewOf(source);
  const found: string[] = [];
  let at: SelectionRange | undefined = features.selectionRanges(view, view.cursor);
  let inner = view.cursor;
  while (at !== undefined) {
    const { start, end } = spanIn(view.lines, at.range);
    expect(start).toBeLessThanOrEqual(inner);
    inner = start;
    found.push(view.text.slice(start, end));
    at = at.parent;
  }
  return found;
}

test('from a word of a template out to the file', () => {
  const source = `about: x
rephrasings:
  qa:
    prompt: |
      One.

      Two {{ doc.title | upper | replace("a", "b‸c") }} three.
    weight: 2
`;
  expect(grown(source).slice(0, 6)).toEqual([
    'bc',
    '"bc"',
    'doc.title | upper | replace("a", "bc")',
    '{{ doc.title | upper | replace("a", "bc") }}',
    'Two {{ doc.title | upper | replace("a", "bc") }} three.',
    'One.\n\n      Two {{ doc.title | upper | replace("a", "bc") }} three.\n',
  ]);
  expect(grown(source).at(-1)).toBe(source.replace('‸', ''));
});

test('through statements and expressions', () => {
  const source = 'rephrasings:\n  qa:\n    prompt: "{% if words > 3 %}{{ te‸xt | trim }}{% endif %}"\n';
  expect(grown(source).slice(0, 5)).toEqual([
    'text',
    'text | trim',
    '{{ text | trim }}',
    '{% if words > 3 %}{{ text | trim }}{% endif %}',
    '"{% if words > 3 %}{{ text | trim }}{% endif %}"',
  ]);
});

test('through an item, its list, the key and the entry', () => {
  const source = 'models:\n  small: {mock: ec‸ho}\n';
  expect(grown(source)).toEqual([
    'echo',
    'mock: echo',
    '{mock: echo}',
    'small: {mock: echo}',
    'models:\n  small: {mock: echo}',
    'models:\n  small: {mock: echo}\n',
  ]);
  expect(grown('seeds:\n  keep: [words > 3, words < 9‸0]\n').slice(0, 4)).toEqual([
    '90',
    'words < 90',
    '[words > 3, words < 90]',
    'keep: [words > 3, words < 90]',
  ]);
});

test.each(['‸', 'a: {{{{ ‸\n', 'strategy: wrap\n\n‸\n'])('something everywhere: %j', (source) => {
  expect(grown(source).length).toBeGreaterThan(0);
});
