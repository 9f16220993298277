import { expect, test } from 'vitest';
import { lastWords, sentenceOf } from '../../client/service/failure.ts';
import { createRestartLimit } from '../../client/service/restart-limit.ts';
import { confined } from '../../client/runs/confine.ts';

test('a process may be started again a few times, and again when time has passed', () => {
  const limit = createRestartLimit(2, 60_000);
  expect([limit.allows(0), limit.allows(1_000), limit.allows(2_000)]).toEqual([true, true, false]);
  expect(limit.allows(60_500)).toBe(true);
  expect(limit.allows(60_600)).toBe(false);
});

test('the service’s own sentence is shown, without the words of the library', () => {
  expect(sentenceOf(new Error('Request wordmill/preview failed with message: Nobody answers.'))).toBe(
    'Nobody answers.',
  );
  expect(sentenceOf(new Error('Nobody answers.'))).toBe('Nobody answers.');
  expect(sentenceOf('Nobody answers.')).toBe('Nobody answers.');
});

test('the last words of a process are its last lines that say something', () => {
  expect(lastWords('one\ntwo\r\nthree\n\n four \n\n')).toBe('two three four');
  expect(lastWords('')).toBe('');
});

test.each([
  '<!doctype html><html><head lang="en"><title>Run</title></head><body>x</body></html>',
  '<p>x<script>alert(1)</script>',
])('a report may run nothing and load nothing: %s', (page) => {
  const policy = confined(page).indexOf("default-src 'none'");
  expect(policy).toBeGreaterThan(0);
  expect(policy).toBeLessThan(confined(page).search(/<title>|<p>/));
});
