import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentencesOf } from '../../../../runner/engine/text/sentences.ts';

/** The text with a bar between its sentences. */
function divided(text: string): string {
  return sentencesOf(text)
    .map(({ start, end }) => text.slice(start, end))
    .join('|');
}

describe('sentencesOf', () => {
  it.each([
    'One is here. |Two is there! |Is three? |Four',
    '“Why?” he asked. |“Go.” |“No,” said she.',
    'Mr. Smith met Dr. Jones. |They talked of No. 5, cf. Fig. 3 and p. 12. |No. |Never.',
    'J. R. Smith wrote it, e.g. Bob. |George W. Bush read it. |It has vitamin C. |The end.',
    'He served in the U.S. Navy. |He lives in the U.S. |The end.',
    'It came on Jan. 5. |It went in Dec. |The year was over.',
    'It is so.[1] |Next it is not.[2, 3] |End.',
    '1. First, we go. |Then 2. is next.',
    'It costs 3.5 dollars. |See www.example.org for more.',
    '(Well. |Yes.) |It was...  |Then it rained.',
    '他说。|你好！|再见',
  ])('divides %s', (text) => {
    expect(divided(text.replaceAll('|', ''))).toBe(text);
  });

  it.each([
    ['headings and entries of lists', 'A heading\n|- one\n|- two\n|1. three\n|Text begins.\n\t|Next.'],
    ['paragraphs, with the empty lines to the first', 'It ends\r\n\r\n \r\n|and begins'],
    ['short lines', 'bread\n|milk\n|eggs'],
  ])('ends %s at the line', (_, text) => {
    expect(divided(text.replaceAll('|', ''))).toBe(text);
  });

  it.each([
    'The river had risen so far during the night\nthat nobody could cross it. |So we waited.',
    'They went to\nLondon, where it rained, of\nParis and of Mr.\nSmith. |That was all.',
    'First,\nEvery line was\nRead aloud.',
  ])('goes on behind a line that was broken: %j', (text) => {
    expect(divided(text.replaceAll('|', ''))).toBe(text);
  });

  it('gives white space to the sentence in front of it, and the first to the first', () => {
    expect(divided(`\n  One.${' '.repeat(100)}Two. \n\n\n`)).toBe(`\n  One.${' '.repeat(100)}|Two. \n\n\n`);
    expect(divided(' \n ')).toBe(' \n ');
    expect(sentencesOf('')).toEqual([]);
  });

  it('finds the same sentences in a long text as in its parts', () => {
    const sentence = 'Mr. Smith, who is 😀 about No. 5, goes (as ever) to the sea. ';
    for (let shift = 0; shift < 70; shift++) {
      const spans = sentencesOf(`${'x'.repeat(shift)} ${sentence.repeat(80)}`);
      expect(spans).toHaveLength(80);
    }
    expect(sentencesOf(`${'word '.repeat(3000)}end. Next one.`)).toHaveLength(2);
  });

  it('covers every text without gaps, and begins no sentence but the first with white space', () => {
    const piece = fc.constantFrom(
      'Mr. ',
      'a',
      'B',
      '. ',
      '! ',
      '\n',
      '\r\n',
      ' ',
      '1',
      '[',
      ']',
      '"',
      'e.g.',
      '。',
      '😀',
      '\ud800',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
        ),
        (text) => {
          const spans = sentencesOf(text);
          let at = 0;
          for (const { start, end } of spans) {
            expect(start).toBe(at);
            expect(end).toBeGreaterThan(start);
            if (start > 0) expect(text.slice(start, end)).toMatch(/^\S/);
            at = end;
          }
          expect(at).toBe(text.length);
        },
      ),
    );
  });
});
