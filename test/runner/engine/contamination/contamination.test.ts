import { expect, test } from 'vitest';
import { createContamination } from '#engine';
import { comparedWords } from '../../../../runner/engine/contamination/normalise.ts';

const question =
  'A scientist mixes two clear liquids in a beaker, and the mixture becomes cloudy and warm. What has most likely happened?';

function contamination(items: Readonly<Record<string, string>>, options = { ngram: 10, overlap: 0.5 }) {
  const known = createContamination(options);
  const found = Object.entries(items).map(([name, text]) => known.add(name, text));
  return { ...known, found };
}

test('words are compared without capitals, marks and diacritics', () => {
  expect(comparedWords('Ça va?  “Naïve” x_1 – Ünïcode, 42 ½ наука')).toEqual(
    'ca va naive x_1 unicode 42 ½ наука'.split(' '),
  );
});

test('a text that holds an item is contaminated, however it is written', () => {
  const { find } = contamination({ 'bench.jsonl:0': question });
  expect(find(`Here is a quiz: ${question.toUpperCase().replaceAll(' ', '\n')} It reacted.`)).toEqual({
    item: 'bench.jsonl:0',
    overlap: 1,
  });
  expect(find('Something that has nothing to do with it, in more than ten words, of course.')).toBeNull();
});

test('a shared n-gram alone is not enough: more than the share of the item must be there', () => {
  const { find } = contamination({ item: question });
  const words = question.split(' ');
  const some = words.slice(0, 10).join(' ');
  expect(find(`${some} xyz zyx`)).toBeNull();
  const most = find(`${words.slice(0, 15).join(' ')} xyz zyx`);
  expect(most?.overlap).toBeGreaterThan(0.5);
  expect(most?.overlap).toBeLessThan(0.9);
  expect(contamination({ item: question }, { ngram: 10, overlap: 0.9 }).find(words.slice(0, 15).join(' '))).toBeNull();
});

test('without a shared n-gram a text is not compared at all', () => {
  const { find } = contamination({ item: question });
  const changed = question.split(' ').map((word, index) => (index % 9 === 8 ? 'indeed' : word));
  expect(find(changed.join(' '))).toBeNull();
  expect(contamination({ item: question }, { ngram: 5, overlap: 0.5 }).find(changed.join(' '))).not.toBeNull();
});

test('of several items the one is told that is there most', () => {
  const longer = `${question} Choose the best answer, and explain in a sentence or two why it is the best of them.`;
  const { find } = contamination({ longer, exact: question, other: 'ten words that are in no text at all, not one' });
  expect(find(`So: ${question}`)?.item).toBe('exact');
  expect(find(longer)).toEqual({ item: 'longer', overlap: 1 });
});

test('an item that is shorter than an n-gram cannot be found, and says so', () => {
  const { find, found } = contamination({ short: 'What is two and two?', long: question });
  expect(found).toEqual([false, true]);
  expect(find('What is two and two? What is two and two? What is two and two?')).toBeNull();
});
