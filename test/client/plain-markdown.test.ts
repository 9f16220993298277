import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainMarkdown } from '../../client/inline/plain-markdown.ts';

test('nothing of a text is Markdown', () => {
  expect(plainMarkdown('# Not a heading')).toBe(String.raw`\# Not a heading`);
  expect(plainMarkdown('- *one* [link](command:x) ![i](http://x)')).toBe(
    String.raw`\- \*one\* \[link\]\(command\:x\) \!\[i\]\(http\:\/\/x\)`,
  );
  expect(plainMarkdown('1. `code` <b>&amp;</b>')).toBe(String.raw`1\. \`code\` &lt;b&gt;&amp;amp\;&lt;\/b&gt;`);
});

test('what VS Code reads as an icon is none', () => {
  expect(plainMarkdown('$(error)')).toBe(String.raw`&#36;\(error\)`);
});

test('lines stay lines, paragraphs stay paragraphs, and indented text is no code', () => {
  expect(plainMarkdown('one\ntwo\r\n\r\n\n    three\n')).toBe('one\\\ntwo\n\n&nbsp;&nbsp;&nbsp;&nbsp;three');
});

test('every sign that could mean something is escaped, in any text', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const left = plainMarkdown(text)
        .replaceAll(/&(?:amp|lt|gt|nbsp|#36);/g, '')
        .replaceAll(/\\[!-/:-@[-`{-~\n]/g, '');
      expect(left).not.toMatch(/[!-/:-@[-`{-~]/);
    }),
  );
});
