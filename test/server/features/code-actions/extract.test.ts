import { expect, test } from 'vitest';
import { actionsAt } from '../../../helpers/actions.ts';
import { viewOf } from '../../../helpers/view.ts';

const head = `version: 1
strategy: wrap
seeds: {from: web.jsonl}
models:
  small: {mock: echo}
`;
const extracted = (source: string): readonly string[] => [...actionsAt(source, ['refactor.extract']).keys()];

test('selected text of a prompt becomes a variable of one value', () => {
  const actions = actionsAt(`${head}# About the rephrasings.
rephrasings:
  qa:
    prompt: |
      Write for « a busy reader »today.
      {{ text }}
`);
  const after = actions.get('Extract to the variable `a_busy_reader`') ?? '';
  expect(after).toBe(`${head}variables:
  a_busy_reader: ["a busy reader"]
# About the rephrasings.
rephrasings:
  qa:
    prompt: |
      Write for  {{ a_busy_reader }} today.
      {{ text }}
`);
  expect(viewOf(after).analysis.problems).toEqual([]);
});

test('several lines are one value, and an existing block is added to', () => {
  const actions = actionsAt(`${head}variables:
  audience: [a child]
rephrasings:
  qa:
    prompt: |
      For {{ audience }}: «write "one".

      Write two.»
      {{ text }}
`);
  const after = actions.get('Extract to the variable `write_one_write`') ?? '';
  expect(after).toContain('  audience: [a child]\n  write_one_write: ["write \\"one\\".\\n\\nWrite two."]\nrephr');
  expect(after).toContain('      For {{ audience }}: {{ write_one_write }}\n      {{ text }}\n');
});

test('what several prompts say is extracted from all of them', () => {
  const actions = actionsAt(`${head}rephrasings:
  qa:
    prompt: "«Keep every number.» {{ text }}"
  wiki:
    system: Keep every number.
    prompt: "{{ text }} Keep every number. {# Keep every number. #}"
`);
  expect([...actions.keys()].filter((title) => title.startsWith('Extract'))).toEqual([
    'Extract to the variable `keep_every_number`',
    'Extract all 3 of them to the variable `keep_every_number`',
  ]);
  const after = actions.get('Extract all 3 of them to the variable `keep_every_number`') ?? '';
  expect(after).toContain('    prompt: "{{ keep_every_number }} {{ text }}"\n');
  expect(after).toContain('    system: "{{ keep_every_number }}"\n');
  expect(after).toContain('{{ text }} {{ keep_every_number }} {# Keep every number. #}"\n');
  expect(viewOf(after).analysis.problems).toEqual([]);
});

test('an expression becomes a computed value', () => {
  const actions = actionsAt(`${head}rephrasings:
  qa:
    when: "«[doc.edu, doc.dclm] | max» >= 12"
    prompt: "{{ text }}"
`);
  const after = actions.get('Extract to the computed value `doc_edu_doc`') ?? '';
  expect(after).toContain('let:\n  doc_edu_doc: "[doc.edu, doc.dclm] | max"\nrephrasings:\n');
  expect(after).toContain('    when: "doc_edu_doc >= 12"\n');
  expect(viewOf(after).analysis.problems).toEqual([]);
});

test('a number of a condition becomes a computed value, in the block that is there', () => {
  const actions = actionsAt(`${head}let: {bucket: words / 100}
rephrasings:
  qa:
    when: bucket >= «12»
    prompt: "{{ text }}"
`);
  const after = actions.get('Extract to the computed value `value`') ?? '';
  expect(after).toContain('let: {bucket: words / 100, value: 12}\n');
  expect(after).toContain('    when: bucket >= value\n');
});

test.each([
  ['what only an output has', 'keep: [«ratio * 2» <= 3]'],
  ['a part of an expression', 'when: words «>= 3»'],
  ['a name', 'when: «words» >= 3'],
  ['text with a tag in it', 'prefill: "a «b {{ text }} c» d"'],
  ['what is no template', 'about: "some «words here»"'],
  ['nothing', 'about: "‸"'],
  ['raw text', 'prefill: "{% raw %}some «words here»{% endraw %}"'],
])('%s cannot be extracted', (_name, line) => {
  expect(extracted(`${head}rephrasings:\n  qa:\n    ${line}\n    prompt: "{{ text }}"\n`)).toEqual([]);
});
