import { features, tokenLegend } from '#features';
import { expect, test } from 'vitest';
import { marked } from '../../helpers/marked.ts';
import { viewOf } from '../../helpers/view.ts';

const strategy = `version: 1
strategy: wrap
seeds: {from: web.jsonl, keep: [words >= 50, bucket > 2]}
models:
  small: {mock: echo}
variables:
  audience: [a child, an expert]
let:
  bucket: '[doc.edu, 1] | max'
defaults: {model: small}
rephrasings:
  qa:
    each: [audience]
    keep: [source.words > 3]
    prompt: |
      🙂 {{ audience | upper | nothing }} {% if doc["topic"] is defined %}{{ nobody }}{% endif %}
      {% for word in range(3) %}{{ word }}{{ loop.index }}{% endfor %}
      {{ text }}
targets:
  hpc: {kind: slurm, time: "04:00:00"}
`;

/** `word type.modifier` for each token. */
function read(source: string, data: readonly number[]): readonly string[] {
  const { lines, text } = viewOf(source);
  const found: string[] = [];
  let line = 0;
  let character = 0;
  for (let index = 0; index < data.length; index += 5) {
    const [down = 0, right = 0, length = 0, type = 0, modifiers = 0] = data.slice(index, index + 5);
    character = down === 0 ? character + right : right;
    line += down;
    const start = lines.offsetOf({ line, character });
    const set = tokenLegend.tokenModifiers.filter((_name, bit) => (modifiers >> bit) % 2 === 1);
    found.push([`${text.slice(start, start + length)} ${tokenLegend.tokenTypes[type] ?? 'no type'}`, ...set].join('.'));
  }
  return found;
}

test('names, fields, filters, tests and measures have their types, and what does not exist has none', () => {
  expect(read(strategy, features.semanticTokens(viewOf(strategy)))).toEqual([
    'words enumMember.defaultLibrary',
    'bucket variable.readonly',
    'small class.declaration',
    'audience parameter.declaration',
    'bucket variable.declaration.readonly',
    'doc variable.defaultLibrary',
    'edu property',
    'max method',
    'small class',
    'qa function.declaration',
    'audience parameter',
    'source variable.defaultLibrary',
    'words property',
    'audience parameter',
    'upper method',
    'doc variable.defaultLibrary',
    'topic property',
    'defined macro',
    'word variable.declaration',
    'range function.defaultLibrary',
    'word variable',
    'loop variable',
    'index property',
    'text variable.defaultLibrary',
    'hpc namespace.declaration',
  ]);
});

test('a range has the tokens that lie in it', () => {
  const view = viewOf(strategy);
  const range = { start: { line: 3, character: 0 }, end: { line: 6, character: 5 } };
  expect(read(strategy, features.semanticTokens(view, range))).toEqual([
    'small class.declaration',
    'audience parameter.declaration',
  ]);
});

test('tokens work in a file with errors', () => {
  const source = 'rephrasings:\n  qa:\n    prompt: "{{ text | upper {% if"\n    keep: [words >\nmodels: {';
  expect(read(source, features.semanticTokens(viewOf(source)))).toContain('upper method');
});

test('the tokens of a template that is written in escapes and folds stand where it stands', () => {
  const { text } = marked('rephrasings:\n  qa:\n    prompt: "\\u0041 {{ \\\n      text }} {{ te\\x78t }}"\n');
  expect(read(text, features.semanticTokens(viewOf(text)))).toEqual([
    'qa function.declaration',
    'text variable.defaultLibrary',
    'te\\x78t variable.defaultLibrary',
  ]);
});

test.each([
  ['one in the middle', [1, 2, 3, 4], [1, 9, 3, 4]],
  ['more', [1, 2, 2, 4], [1, 2, 2, 2, 2, 4]],
  ['fewer', [1, 2, 2, 2, 4], [1, 2, 4]],
  ['all', [], [1, 2]],
  ['none', [1, 2], []],
])('the change of tokens, made to the old ones, gives the new ones: %s', (_name, before, after) => {
  const [edit, ...more] = features.tokenEdits(before, after);
  expect(more).toEqual([]);
  const { start, deleteCount, data = [] } = edit ?? { start: 0, deleteCount: 0 };
  expect(before.toSpliced(start, deleteCount, ...data)).toEqual(after);
});

test('without a change there is no edit', () => {
  expect(features.tokenEdits([1, 2, 3], [1, 2, 3])).toEqual([]);
});
