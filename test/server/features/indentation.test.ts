import { features } from '#features';
import { expect, test } from 'vitest';
import { applied, viewOf } from '../../helpers/view.ts';

/** The text after Enter has been pressed at `‸`, with the white space that the client has put there. */
function entered(source: string): string {
  const view = viewOf(source);
  return applied(view.text, features.indentation(view, view.cursor));
}

test.each([
  ['models:\n‸', 'models:\n  '],
  ['models:\n  small:\n  ‸\n  large: {mock: echo}\n', 'models:\n  small:\n    \n  large: {mock: echo}\n'],
  ['models:\n  small: # who?\n        ‸\n', 'models:\n  small: # who?\n    \n'],
  ['rephrasings:\n  qa:\n    prompt: |\n‸', 'rephrasings:\n  qa:\n    prompt: |\n      '],
  ['rephrasings:\n  qa:\n    prompt: >- \n‸', 'rephrasings:\n  qa:\n    prompt: >- \n      '],
  ['tests:\n  - expect:\n‸', 'tests:\n  - expect:\n      '],
  ['"let":\r\n‸\r\n', '"let":\r\n  \r\n'],
])('below what opens a block stands its first entry: %j', (source, after) => {
  expect(entered(source)).toBe(after);
});

test.each([
  ['a value', 'version: 1\n‸'],
  ['right white space', 'models:\n  ‸'],
  ['a line that says something', 'models:\n‸small: {mock: echo}\n'],
  ['the first line', '‸'],
  ['a comment', '# models:\n‸'],
  ['text in lines', 'rephrasings:\n  qa:\n    prompt: |\n      Rules:\n      ‸\n      {{ text }}\n'],
  ['quoted text in lines', 'rephrasings:\n  qa:\n    prompt: "One\n      Rules:\n      ‸\n      {{ text }}"\n'],
  ['braces', 'seeds: {from: web.jsonl,\n‸}\n'],
])('nothing is done behind %s', (_, source) => {
  expect(entered(source)).toBe(source.replace('‸', ''));
});
