import { expect, test } from 'vitest';
import { sentenceOfModelError } from '../../client/service/model-error.ts';

function thrown(code: string, message = '', cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { code });
}

test.each([
  [thrown('NotFound'), /no model GPT any more/],
  [thrown('NoPermissions'), /may not use GPT/],
  [thrown('Blocked'), /blocks this request/],
  [thrown('Unknown', 'x', Object.assign(new Error('429'), { name: 'ChatQuotaExceeded' })), /is used up/],
  [thrown('Unknown', '', thrown('rateLimited')), /is used up/],
  [thrown('Unknown', 'Response contained no choices'), /gave no answer: Response contained no choices\. Choose/],
  ['broken', /gave no answer: broken\./],
])('what the editor throws becomes one sentence with what to do: %s', (error, sentence) => {
  expect(sentenceOfModelError('GPT', error)).toMatch(sentence);
});
