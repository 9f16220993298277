import { features } from '#features';
import { expect, test } from 'vitest';
import { applied, uri, viewOf } from '../../../helpers/view.ts';

const head = `version: 1
strategy: wrap
seeds: {from: web.jsonl}
models:
  small: {mock: echo}
`;

function actionsAt(source: string) {
  const view = viewOf(source);
  const place = view.lines.positionOf(view.cursor);
  return { view, actions: features.codeActions(view, { start: place, end: place }) };
}

test('a problem is mended by its fix', () => {
  const { view, actions } = actionsAt(`${head}rephrasings:\n  qa:\n    model: smal‸\n    prompt: "{{ text }}"\n`);
  expect(view.analysis.problems.map(({ code }) => code)).toContain('unknown-model');
  const [action] = actions;
  expect(action).toMatchObject({ kind: 'quickfix', isPreferred: true, diagnostics: [{ code: 'unknown-model' }] });
  const after = applied(view.text, action?.edit?.changes?.[uri] ?? []);
  expect(after).toContain('    model: small\n');
  expect(viewOf(after).analysis.problems).toEqual([]);
});

test('problems elsewhere have no action here', () => {
  const { view, actions } = actionsAt(`${head}‸rephrasings:\n  qa:\n    model: smal\n    prompt: "{{ text }}"\n`);
  expect(view.analysis.problems.flatMap(({ fixes }) => fixes)).not.toEqual([]);
  expect(actions).toEqual([]);
});

test('a warning can be silenced by a comment above its line', () => {
  const { view, actions } = actionsAt(
    `${head}  large‸: {mock: echo}\nrephrasings:\n  qa:\n    model: small\n    prompt: "{{ text }}"\n`,
  );
  const action = actions.find(({ title }) => title === 'Ignore `unused-model` here');
  const after = applied(view.text, action?.edit?.changes?.[uri] ?? []);
  expect(after).toContain('\n  # wordmill: ignore unused-model\n  large: {mock: echo}\n');
  expect(viewOf(after).analysis.problems).toEqual([]);
});

test.each([
  ['what keeps the strategy from running', 'rephrasings:\n  qa:\n    promt‸: "{{ text }}"\n'],
  [
    'what stands in a prompt, where a comment would be text',
    'rephrasings:\n  qa:\n    prompt: |\n      {{ tex‸ }} {{ text }}\n',
  ],
])('%s cannot be silenced', (_name, rest) => {
  const { view, actions } = actionsAt(`${head}${rest}`);
  expect(view.analysis.problems).not.toEqual([]);
  expect(actions.filter(({ title }) => title.startsWith('Ignore'))).toEqual([]);
});

test('a diagnostic carries place, severity, code and sentence', () => {
  const view = viewOf(`${head}rephrasings:\n  qa:\n    promt: "{{ text }}"\n`);
  const [diagnostic] = features.diagnostics({
    ...view,
    reference: { problems: 'file:///docs/problems.md', evidence: 'file:///docs/evidence.md' },
  });
  expect(diagnostic).toEqual({
    range: { start: { line: 7, character: 4 }, end: { line: 7, character: 9 } },
    severity: 1,
    code: 'unknown-key',
    codeDescription: { href: 'file:///docs/problems.md#unknown-key' },
    source: 'wordmill',
    message: expect.stringContaining('promt'),
  });
});

test('what is unused is faded', () => {
  const view = viewOf(
    `${head}  large: {mock: echo}\nrephrasings:\n  qa:\n    model: small\n    prompt: "{{ text }}"\n`,
  );
  expect(features.diagnostics(view)).toMatchObject([{ code: 'unused-model', severity: 2, tags: [1] }]);
});
