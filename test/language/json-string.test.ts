import { expect, test } from 'vitest';
import { jsonString } from '#language';

const long = 'Two sentences of a page, which say nothing much. '.repeat(4);

test.each([
  '',
  'short "quoted"',
  long,
  `${long}"quoted" and\nbroken\r\n\tinto \\ lines`,
  `${long}\\n is no line break, and \\" no quotation mark`,
  `${long}\u0000\b\f\u001f\u007f\u2028`,
  `${long}Grüße “aus” Köln 東京`,
  `${long}😀`,
  `${long}half a pair \ud800 and another \udc00"`,
])('a text is written as JSON.stringify writes it: %j', (text) => expect(jsonString(text)).toBe(JSON.stringify(text)));

test('and so is every character by itself', () => {
  for (let code = 0; code < 0x300; code++) {
    const text = `${long}${String.fromCharCode(code)}${long}`;
    expect(jsonString(text)).toBe(JSON.stringify(text));
  }
});
