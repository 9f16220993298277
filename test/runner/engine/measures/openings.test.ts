import { expect, test } from 'vitest';
import { measureScope } from '../../../../runner/engine/measures/index.ts';
import { alwaysEnglish } from '../../../helpers/identify-language.ts';

function measure(output: string) {
  return measureScope({ source: '', output, prompt: '', finishReason: 'length', identifyLanguage: alwaysEnglish });
}

test.each([
  'I’m sorry, but I can’t assist with that request.',
  "I'm sorry, I cannot rewrite this passage.",
  'I cannot fulfill your request.',
  'Unfortunately, I am unable to provide a summary.',
  'As an AI language model, I have no opinions.',
  'I apologize for the confusion, but the text is empty.',
  'Please provide the text that you would like me to rewrite.',
  'It seems you forgot to include the passage.',
  'There is no text provided.',
  '**I won’t summarize this article.**',
])('a refusal: %s', (output) => {
  expect(measure(output).get('refusal')).toBe(true);
});

test.each([
  'I’m sorry that my grandmother never saw the sea. She would have loved it.',
  'I can’t believe that three years have passed since we planted the tree.',
  'Sorry seems to be the hardest word, a song of 1976, was written by Elton John.',
  'Please provide your own towels when you visit the pool.',
  'The volcano erupted. I’m sorry, but I can’t assist with that request.',
  'As an apprentice he learned to bind books.',
])('web prose that apologises is no refusal: %s', (output) => {
  expect(measure(output).get('refusal')).toBe(false);
});

test.each([
  'Here is the rewritten text:\n\nThe volcano erupted.',
  'Sure! Here’s a summary of the passage:\nThe volcano erupted.',
  'Certainly, here are the questions and answers: Q: What erupted?',
  '**Rewritten passage:** The volcano erupted.',
  'Summary: The volcano erupted.',
  'The following is a paraphrased version of the paragraph.\n\nThe volcano erupted.',
  'I have rewritten the text in plain words.\n\nThe volcano erupted.',
  'Absolutely! The volcano erupted.',
])('a preamble: %s', (output) => {
  expect(measure(output).get('preamble')).toBe(true);
});

test.each([
  'The volcano erupted.',
  'Here is where the river begins: a spring below the church.',
  'Of course, the French kept the island until 1810.',
  'This is a story of two cities: Buda and Pest.',
  'I have three sisters: Ann, Beth and Cat.',
  'The following countries grow coffee: Brazil, Vietnam and Colombia.',
  'Sure-footed goats climb the cliffs.',
  'In summary: nothing changed.',
])('content is no preamble: %s', (output) => {
  expect(measure(output).get('preamble')).toBe(false);
});

test('how the answer ended is known by the finish reason', () => {
  expect(measure('x').get('truncated')).toBe(true);
  expect(measure('x').get('finish_reason')).toBe('length');
});
