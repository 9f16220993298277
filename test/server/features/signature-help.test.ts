import { features } from '#features';
import { expect, test } from 'vitest';
import { viewOf } from '../../helpers/view.ts';

/** The signature at `‸` with the argument that is being written in `«»`. */
function signature(line: string): string | null {
  const view = viewOf(`rephrasings:\n  qa:\n    ${line}\n`);
  const found = features.signatureHelp(view, view.cursor);
  const active = found?.signatures[found.activeSignature ?? 0];
  const parameter = active?.parameters?.[found?.activeParameter ?? 0]?.label;
  if (active === undefined) return null;
  if (parameter === undefined || typeof parameter === 'string') return active.label;
  const [start, end] = parameter;
  return `${active.label.slice(0, start)}«${active.label.slice(start, end)}»${active.label.slice(end)}`;
}

test.each([
  ['prompt: "{{ text | replace(‸) }}"', 'replace(«old», new, count)'],
  ['prompt: "{{ text | replace(\'a\', ‸"', 'replace(old, «new», count)'],
  ["prompt: \"{{ text | replace('a, (b', 'c', ‸) }}\"", 'replace(old, new, «count»)'],
  ['prompt: "{{ text | replace(1, 2, count=‸) }}"', 'replace(old, new, «count»)'],
  ['prompt: "{{ [1] | sort(attribute=‸1) }}"', 'sort(reverse=false, case_sensitive=false, «attribute»)'],
  ['prompt: "{{ text | replace([1, ‸2], 3) }}"', 'replace(«old», new, count)'],
  ['prompt: "{{ text | truncate(text | length(‸) }}"', 'length'],
  ['prompt: "{% for n in range(‸) %}{% endfor %}"', 'range(«stop»)'],
  ['prompt: "{% for n in range(1, 2, ‸) %}{% endfor %}"', 'range(start, stop, «step»)'],
  ['prompt: "{% for n in range(1, 2, 3, 4‸) %}{% endfor %}"', 'range(«stop»)'],
  ['prompt: "{{ loop.cycle(‸) }}"', 'loop.cycle(«a», b, …)'],
  ['keep: [words is divisibleby(‸)]', 'is divisibleby(«number»)'],
  ['keep: ["words is not divisibleby(‸"]', 'is divisibleby(«number»)'],
  ['keep: ["(words > ‸3)"]', null],
  ['prompt: "{{ text | replace(1, 2)‸ }}"', null],
  ['prompt: "text (‸) {{ text }}"', null],
  ['prompt: "{{ text | nothing(‸) }}"', null],
  ['about: "a (‸)"', null],
])('%s', (line, expected) => {
  expect(signature(line)).toBe(expected);
});

test('a signature has its documentation and the types of its arguments', () => {
  const view = viewOf('rephrasings:\n  qa:\n    prompt: "{{ text | truncate(‸) }}"\n');
  const found = features.signatureHelp(view, view.cursor);
  expect(found?.signatures[0]?.parameters?.[0]?.documentation).toContain('number');
  expect(JSON.stringify(found?.signatures[0]?.documentation)).toContain('gives');
});
