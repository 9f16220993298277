import { features } from '#features';
import { expect, test } from 'vitest';
import { viewOf } from '../../helpers/view.ts';

const everywhere = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

/** The text with its hints in it, as an editor shows it. */
function shown(source: string, range = everywhere): string {
  const view = viewOf(source);
  const hints = features
    .inlayHints(view, range)
    .map(({ position, label }) => ({ at: view.lines.offsetOf(position), label }));
  return hints
    .toReversed()
    .reduce(
      (text, { at, label }) => `${text.slice(0, at)}⟨${JSON.stringify(label).slice(1, -1)}⟩${text.slice(at)}`,
      view.text,
    );
}

test('weights of variables are shares', () => {
  expect(shown('variables:\n  topic: {true: 1, false: 3}\n  rare: {a: 999, b: 1}\n  even: [a, b]\n')).toBe(
    'variables:\n  topic: {true: 1⟨25 %⟩, false: 3⟨75 %⟩}\n  rare: {a: 999⟨100 %⟩, b: 1⟨0.1 %⟩}\n  even: [a, b]\n',
  );
});

const two = (qa: string, mix: string) => `variables: {audience: [a, b]}
rephrasings:
  qa:${qa}
    each: [audience]
  wiki:
    rollouts: 2
mix: ${mix}
`;

test('rephrasings are shares of the records, and of the draws where they are drawn', () => {
  expect(shown(two('', '{per_document: all}'))).toContain('  qa:⟨50 %⟩\n');
  const drawn = shown(two('\n    weight: 3', '{per_document: 1}'));
  expect(drawn).toContain('  qa:⟨75 %⟩\n    weight: 3⟨75 %⟩\n');
  expect(drawn).toContain('  wiki:⟨25 %⟩\n');
});

test('beside natural text they are shares of the mixture', () => {
  const found = shown(two('', '{natural: 60%}'));
  expect(found).toContain('  qa:⟨≈ 20 % of the mixture⟩\n');
  expect(found).toContain('mix: {natural: 60%⟨+ 40 % rephrased⟩}\n');
});

test('a rephrasing without a model shows the one that it gets, and sampling what is added to it', () => {
  const source = `models:
  small: {mock: echo, sampling: {temperature: 0.7, max_tokens: 512}}
  large: {mock: echo}
defaults: {model: small, sampling: {top_p: 0.9}}
rephrasings:
  qa:
    sampling: {temperature: 0.2}
    prompt: "{{ text }}"
  wiki:
    model: large
    prompt: "{{ text }}"
`;
  const found = shown(source);
  expect(found).toContain('  qa:⟨50 %⟩⟨small⟩\n    sampling: {temperature: 0.2}⟨max_tokens 512, top_p 0.9⟩\n');
  expect(found).toContain('  wiki:⟨50 %⟩\n    model: large⟨top_p 0.9⟩\n');
});

test('the fixed text of a prompt has a number of tokens', () => {
  const source = `rephrasings:
  qa:
    system: You rewrite passages.
    prompt: |
      Write questions and answers about this passage.

      {{ text }}
  plain:
    prompt: "{{ text }}"
`;
  const found = shown(source);
  expect(found).toMatch(/system: You rewrite passages\.⟨≈ \d tokens⟩\n/);
  expect(found).toMatch(/ {4}prompt: \|⟨≈ \d+ tokens⟩\n/);
  expect(found).toContain('    prompt: "{{ text }}"\n');
});

test('a range has its own hints only', () => {
  const source = 'variables:\n  a: {x: 1, y: 1}\n  b: {x: 1, y: 1}\n';
  const range = { start: { line: 2, character: 0 }, end: { line: 3, character: 0 } };
  expect(shown(source, range)).toBe('variables:\n  a: {x: 1, y: 1}\n  b: {x: 1⟨50 %⟩, y: 1⟨50 %⟩}\n');
});

test.each(['', 'mix: 3\nrephrasings: x\n', 'variables:\n  a: {x: -1, y: b}\nrephrasings:\n  qa\n'])(
  'none in %j',
  (source) => {
    expect(shown(source)).toBe(source);
  },
);
