import { expect, test } from 'vitest';
import { unmetFloors } from '#engine';

const tokens = { 'question-answer': 100, dialogue: 100, textbook: 200, natural: 600 };

test('a floor that is not met says what the share is', () => {
  expect(unmetFloors({ textbook: 0.25, natural: 0.6 }, tokens)).toEqual([
    { style: 'textbook', wanted: 0.25, share: 0.2 },
  ]);
});

test('conversational means all styles of conversation', () => {
  expect(unmetFloors({ conversational: 0.2 }, tokens)).toEqual([]);
  expect(unmetFloors({ conversational: 0.2 }, { ...tokens, dialogue: 50 })).toEqual([
    { style: 'conversational', wanted: 0.2, share: 150 / 950 },
  ]);
});

test('a style that is nowhere has no share, and a mixture of nothing has none at all', () => {
  expect(unmetFloors({ faq: 0.1 }, tokens)).toEqual([{ style: 'faq', wanted: 0.1, share: 0 }]);
  expect(unmetFloors({ textbook: 0.1 }, {})).toEqual([{ style: 'textbook', wanted: 0.1, share: 0 }]);
});
