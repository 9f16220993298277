import { expect, test } from 'vitest';
import { rephrasingAt } from '../../client/rendering/rephrasing-at.ts';

/** The rephrasing where `‸` stands. */
function under(marked: string): string | undefined {
  const line = marked.slice(0, marked.indexOf('‸')).split('\n').length - 1;
  const text = marked.replace('‸', '');
  const places = [...text.matchAll(/^ {2}(\w+):$/gm)].map(({ 1: name = '', index }) => ({
    name,
    line: text.slice(0, index).split('\n').length,
  }));
  return rephrasingAt(text, places, line);
}

test.each([
  ['on its name', 'rephrasings:\n  qa‸:\n    style: x\n  brief:\n    style: y\n', 'qa'],
  ['in its block', 'rephrasings:\n  qa:\n    style: x‸\n  brief:\n    style: y\n', 'qa'],
  ['in the next one', 'rephrasings:\n  qa:\n    style: x\n  brief:\n    style: ‸y\n', 'brief'],
  ['in an empty line of a prompt', 'rephrasings:\n  qa:\n    prompt: |\n      a\n‸\n      b\n', 'qa'],
  ['behind a comment at the margin', 'rephrasings:\n  qa:\n# note\n    style: ‸x\n', 'qa'],
  ['above all', 'seeds: {‸}\nrephrasings:\n  qa:\n    style: x\n', undefined],
  ['below all', 'rephrasings:\n  qa:\n    style: x\noutput: {‸}\n', undefined],
])('%s', (_, marked, name) => {
  expect(under(marked)).toBe(name);
});
