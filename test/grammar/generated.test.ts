import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { strategySpec } from '#language';
import { expect, test } from 'vitest';
import { strategyGrammar } from '../../scripts/grammar/strategy-grammar.ts';
import { grammarWords } from '../../scripts/grammar/words.ts';

const file = resolve(import.meta.dirname, '../../syntaxes/wordmill-strategy.tmLanguage.json');

test('the grammar in the package is the one that the table of the language gives', () => {
  const grammar = JSON.parse(JSON.stringify(strategyGrammar(grammarWords(strategySpec))));
  if (process.env['UPDATE'] === '1') writeFileSync(file, `${JSON.stringify(grammar, null, 2)}\n`);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(grammar);
});

test('the table says which keys hold templates and expressions, and which sections hold names', () => {
  const { templateKeys, expressionKeys, stepKeys, units, sections } = grammarWords(strategySpec);
  expect(templateKeys).toEqual(['assemble', 'prefill', 'prompt', 'system']);
  expect(expressionKeys).toEqual(['at_most', 'expect', 'keep', 'when']);
  expect(stepKeys).toEqual(['result', 'name', 'as']);
  expect(units.toSorted()).toEqual(['%', 'B', 'K', 'M', 'T']);
  expect(sections.map(({ key, defines }) => [key, defines])).toEqual([
    ['let', 'let'],
    ['models', 'model'],
    ['variables', 'variable'],
    ['rephrasings', 'rephrasing'],
    ['targets', 'target'],
  ]);
});
