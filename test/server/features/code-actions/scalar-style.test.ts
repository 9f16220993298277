import { expect, test } from 'vitest';
import { actionsAt } from '../../../helpers/actions.ts';
import { viewOf } from '../../../helpers/view.ts';

const asBlock = (source: string): string | undefined =>
  actionsAt(source, ['refactor']).get('Write `prompt` as a block');
const onOneLine = (source: string): string | undefined =>
  actionsAt(source, ['refactor']).get('Write `prompt` on one line');
const prompt = (source: string): string | undefined =>
  viewOf(source).analysis.templates.find(({ role }) => role === 'prompt')?.node.text;

test.each([
  ['quoted', 'rephrasings:\n  qa:\n    pro‸mpt: "One \\"a\\".\\n\\n  Two {{ text }}\\n"\n    weight: 1\n'],
  ['plain', 'rephrasings:\n  qa:\n    prompt: One ‸two\n    weight: 1\n'],
  ['in a step', "rephrasings:\n  qa:\n    steps:\n      - name: a\n        prompt: 'It''s ‸{{ text }}'\n"],
  ['with blanks in front', 'rephrasings:\n  qa:\n    prompt: "‸  deep\\nless"\n    weight: 1\n'],
  ['at the end of the file', 'rephrasings:\n  qa:\n    prompt: "a‸\\nb"'],
])('%s: a block says the same, and so does the line that it becomes again', (_name, source) => {
  const before = prompt(source);
  const block = asBlock(source) ?? '';
  expect(block).toMatch(/prompt: \|/);
  expect(prompt(block)).toBe(before);
  const line = onOneLine(block.replace('prompt: |', 'prompt:‸ |')) ?? '';
  expect(line).toMatch(/prompt: "/);
  expect(prompt(line)).toBe(before);
});

test('a block is written below its key', () => {
  expect(asBlock('rephrasings:\n  qa:\n    prompt: "One.‸\\n\\n{{ text }}\\n"\n    weight: 1\n')).toBe(
    'rephrasings:\n  qa:\n    prompt: |\n      One.\n\n      {{ text }}\n    weight: 1\n',
  );
});

test('a folded block becomes the line that it means', () => {
  expect(onOneLine('rephrasings:\n  qa:\n    prompt: >-\n      One‸\n      two.\n    weight: 1\n')).toBe(
    'rephrasings:\n  qa:\n    prompt: "One two."\n    weight: 1\n',
  );
});

test.each([
  ['in braces', 'rephrasings:\n  qa: {prompt: "a‸"}\n'],
  ['with a comment behind it', 'rephrasings:\n  qa:\n    prompt: "a‸" # why\n'],
  ['with a comment in its header', 'rephrasings:\n  qa:\n    prompt: | # why\n      a‸\n'],
  ['what is no template', 'rephrasings:\n  qa:\n    about: "a‸"\n'],
  ['without text', 'rephrasings:\n  qa:\n    prompt: "‸"\n'],
  ['with empty lines at the end', 'rephrasings:\n  qa:\n    prompt: "a‸\\n\\n"\n'],
])('nothing %s', (_name, source) => {
  expect(actionsAt(source, ['refactor.rewrite']).size).toBe(0);
});
