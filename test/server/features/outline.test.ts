import { features } from '#features';
import type { DocumentSymbol } from 'vscode-languageserver-types';
import { expect, test } from 'vitest';
import { viewOf } from '../../helpers/view.ts';

const strategy = `# About this file,
# in two lines.
strategy: wrap
models:
  small:
    gguf: smollm2-135m

variables:
  audience:
    - a child
    - an expert
let:
  bucket: words / 100
rephrasings:
  qa:
    about: Questions and answers.
    prompt: |
      Write questions.

      {{ text }}

  half:
    pro
output: {to: ../out}
`;

function outline(symbols: readonly DocumentSymbol[], depth = 0): readonly string[] {
  return symbols.flatMap(({ name, kind, detail, children }) => [
    `${'  '.repeat(depth)}${name} ${kind}${detail === undefined ? '' : ` (${detail})`}`,
    ...outline(children ?? [], depth + 1),
  ]);
}

test('the outline shows sections, names and their keys', () => {
  expect(outline(features.symbols(viewOf(strategy)))).toEqual([
    'strategy 7 (wrap)',
    'models 3',
    '  small 5 (smollm2-135m)',
    '    gguf 7 (smollm2-135m)',
    'variables 3',
    '  audience 13',
    'let 3',
    '  bucket 14 (words / 100)',
    'rephrasings 3',
    '  qa 12 (Questions and answers.)',
    '    about 7 (Questions and answers.)',
    '    prompt 7 (Write questions.)',
    '  half 12 (pro)',
    'output 3',
    '  to 7 (../out)',
  ]);
});

test('every symbol lies in the one above it, and its name in itself', () => {
  const check = (symbols: readonly DocumentSymbol[], from: number, to: number): void => {
    for (const { range, selectionRange, children } of symbols) {
      expect(range.start.line).toBeGreaterThanOrEqual(from);
      expect(range.end.line).toBeLessThanOrEqual(to);
      expect(selectionRange.start).toEqual(range.start);
      expect(selectionRange.end.line).toBeLessThanOrEqual(range.end.line);
      check(children ?? [], range.start.line, range.end.line);
    }
  };
  const symbols = features.symbols(viewOf(strategy));
  expect(symbols.length).toBeGreaterThan(0);
  check(symbols, 0, strategy.split('\n').length);
});

test('blocks and comments fold, without the empty lines behind them', () => {
  const folded = features.folding(viewOf(strategy)).map(({ startLine, endLine, kind }) => [startLine, endLine, kind]);
  expect(folded).toEqual([
    [0, 1, 'comment'],
    [3, 5, undefined],
    [4, 5, undefined],
    [7, 10, undefined],
    [8, 10, undefined],
    [11, 12, undefined],
    [13, 22, undefined],
    [14, 19, undefined],
    [16, 19, undefined],
    [21, 22, undefined],
  ]);
});

test('an empty file has no outline and nothing to fold', () => {
  const view = viewOf('');
  expect(features.symbols(view)).toEqual([]);
  expect(features.folding(view)).toEqual([]);
  expect(features.rephrasings(view)).toEqual([]);
});

test('the rephrasings are known while the file is half-written', () => {
  expect(features.rephrasings(viewOf(`defaults: {model: small}\n${strategy}`))).toEqual([
    { name: 'qa', line: 16, about: 'Questions and answers.', model: 'small' },
    { name: 'half', line: 23, about: null, model: 'small' },
  ]);
});
