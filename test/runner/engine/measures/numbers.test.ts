import { describe, expect, test } from 'vitest';
import { measureScope } from '../../../../runner/engine/measures/index.ts';
import { alwaysEnglish } from '../../../helpers/identify-language.ts';

function measure(source: string, output: string) {
  return measureScope({ source, output, prompt: '', finishReason: 'stop', identifyLanguage: alwaysEnglish });
}

describe('the same number, written otherwise, is neither invented nor lost', () => {
  test.each([
    ['a thousands separator', 'It sold 1,234,567 copies.', 'It sold 1234567 copies.'],
    ['a no-break space', 'It sold 1\u00a0234\u202f567 copies.', 'It sold 1,234,567 copies.'],
    ['continental grouping', 'Es sind 1.234.567 Stück.', 'There are 1,234,567 pieces.'],
    ['Indian grouping', 'It costs 12,34,567 rupees.', 'It costs 1234567 rupees.'],
    ['a scale in words', 'It cost $3,500,000.', 'It cost $3.5 million.'],
    ['a scale in a letter', 'It cost 3.5 million dollars.', 'It cost $3.5M.'],
    ['a small letter behind a currency', 'A fine of £20m was paid.', 'A fine of 20 million pounds was paid.'],
    [
      'billions and thousands',
      'There are 7B parameters and 5k users.',
      'There are 7 billion parameters and 5,000 users.',
    ],
    ['a range with one scale', 'Between 3 and 5 million people came.', 'Between 3 million and 5 million people came.'],
    ['trailing zeros', 'It weighs 3.50 kg.', 'It weighs 3.5 kg.'],
    ['leading zeros', 'Agent 007 has 08 cars.', 'Agent 7 has 8 cars.'],
    ['a percent sign', 'It grew by 50%.', 'It grew by 50 percent.'],
    ['a unit that touches', 'It runs 5km.', 'It runs 5 km.'],
    ['an ordinal', 'On the 21st of May.', 'On May 21.'],
    ['a decade', 'In the 1980s.', 'In the years from 1980.'],
    ['years in short', 'The war of 1914–18.', 'The war of 1914 to 1918.'],
    ['a month by its name', 'On January 15, 2024.', 'On 2024-01-15.'],
    ['digits of another script', 'It is ٤٢ years old.', 'It is 42 years old.'],
    ['a decimal beyond what a double holds', 'π is 3.14159265358979323846.', 'π: 3.14159265358979323846'],
  ])('%s', (_, source, output) => {
    const measures = measure(source, output);
    expect(measures.get('numbers_invented'), String(measures.explain('numbers_invented'))).toBe(0);
    expect(measure(source, output).get('numbers_kept'), String(measures.explain('numbers_kept'))).toBe(1);
  });
});

test.each([
  ['three dogs', '3 dogs'],
  ['twenty-one dogs', '21 dogs'],
  ['one hundred and five dogs', '105 dogs'],
  ['two million three hundred thousand dogs', '2,300,000 dogs'],
  ['in nineteen eighty-four', 'in 1984'],
  ['half of the dogs', '50% of the dogs'],
  ['the twelfth dog', 'the 12th dog'],
  ['a dozen dogs', '12 dogs'],
])('a number in words supports it in digits: %s', (source, output) => {
  expect(measure(source, output).get('numbers_invented')).toBe(0);
  expect(measure(output, source).get('numbers_kept')).toBe(1);
});

test.each([
  ['3.5 million dogs', '3.5 billion dogs', '3.5 billion'],
  ['34 dogs', '3 dogs', '3'],
  ['1.25 kg', '125 kg', '125'],
  ['twenty one-legged dogs of 1990', '1991', '1991'],
  ['10.0.0.1', '10.0.0.2', '10.0.0.2'],
])('a number that the source does not have is named: %s → %s', (source, output, invented) => {
  const measures = measure(source, output);
  expect(measures.get('numbers_invented')).toBe(1);
  expect(measures.explain('numbers_invented')).toBe(invented);
});

test('distinct numbers count once, and no more than five are named', () => {
  const measures = measure('none', '11, 12, 13, 14, 15, 16 and 11 again');
  expect(measures.get('numbers_invented')).toBe(6);
  expect(measures.explain('numbers_invented')).toBe('11, 12, 13, 14, 15, …');
});

test.each([
  ['items', 'The dog barks.', '1. The dog\n2. It barks\n 3) loudly\n(4) often'],
  ['marked up', 'The dog barks.', '**1.** The dog\n### Step 2: It barks\n- 3. Loudly'],
  ['questions', 'The dog barks.', 'Question 1: What barks?\nAnswer 1: The dog.\nQ2: Who?\nA2: It.'],
  ['a heading alone', 'The dog barks.', 'Question 1\nWhat barks?'],
  ['citations', 'The dog barks.', 'The dog barks.[3]'],
  ['names and addresses', 'The dog barks.', 'H2O, x86, GPT4 and https://dogs.example/2024/11 and www.dogs.example/7'],
])('marks of lists, citations and names claim nothing: %s', (_, source, output) => {
  expect(measure(source, output).get('numbers_invented')).toBe(0);
});

test.each(['1.5 litres of milk', '1990. A year.', 'We have 3. They have none.'])(
  'a number at a line’s beginning is none the less a number: %s',
  (output) => {
    expect(measure('none', output).get('numbers_invented')).toBe(1);
  },
);

test('numbers_kept is the share of the source’s distinct numbers, and 1 where it has none', () => {
  const measures = measure('In 1815, 71,000 people; 150 km; again 1815.', 'In 1815, 150 km.');
  expect(measures.get('numbers_kept')).toBeCloseTo(2 / 3);
  expect(measures.explain('numbers_kept')).toBe('without 71,000');
  expect(measure('No number.', 'Nor here.').get('numbers_kept')).toBe(1);
  expect(measure('No number.', 'Nor here.').explain('numbers_kept')).toBeNull();
});
