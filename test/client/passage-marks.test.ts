import { expect, test } from 'vitest';
import type { RenderedDocument, RenderedRephrasing } from '#protocol';
import { type PassageMarks, passageMarks } from '../../client/passages/marks.ts';
import { whyMarkdown } from '../../client/passages/why.ts';

const text = 'One. Two.\n\nThree.\nFour.\n';

function rendered(of: string, keep: RenderedDocument['keep'] = []): RenderedDocument {
  return { id: 'a.md', file: 'a.md', row: 0, text: of, keep, rephrasings: [] };
}

function rephrasing(passages: readonly string[], of = text): RenderedRephrasing {
  const found = passages.map((passage) => {
    const start = of.indexOf(passage);
    return { start, end: start + passage.length, tokens: passage.length };
  });
  return { name: 'qa', line: 12, when: null, passages: found, requests: [] };
}

function marks(passages: readonly string[], shown = text, of = text): PassageMarks {
  return passageMarks(rendered(of), rephrasing(passages, of), { text: shown, row: null });
}

const no = { expression: 'words >= 50', line: 7, holds: false, value: 3 };
const yes = { expression: 'language == "en"', line: 6, holds: true, value: true };

test('a passage below an empty line has its label there', () => {
  expect(marks(['One. Two.\n\n', 'Three.\nFour.\n'])).toEqual({
    above: [{ line: 1, text: 'passage 2 · 13 tokens' }],
    amid: [{ line: 0, character: 0, text: 'passage 1 · 11 tokens' }],
    note: null,
  });
});

test('a passage that begins amid a line, or close to the one before, is marked there', () => {
  expect(marks(['One. ', 'Two.\n\nThree.\n', 'Four.\n']).amid).toEqual([
    { line: 0, character: 0, text: 'passage 1 · 5 tokens' },
    { line: 0, character: 5, text: 'passage 2 · 13 tokens' },
    { line: 3, character: 0, text: 'passage 3 · 6 tokens' },
  ]);
});

test('blanks between passages are nobody’s, and text that is in none is said to be left out', () => {
  const { above, amid } = marks(['Two.', 'Three.']);
  expect(above).toEqual([{ line: 1, text: 'passage 2 · 6 tokens' }]);
  expect(amid).toEqual([
    { line: 0, character: 0, text: 'left out' },
    { line: 0, character: 5, text: 'passage 1 · 4 tokens' },
    { line: 3, character: 0, text: 'left out' },
  ]);
});

test('front matter is no part of the text, so marks stand below it', () => {
  const shown = `---\ntitle: x\n---\n${text}`;
  const { above, amid } = marks(['One. Two.\n\n', 'Three.\nFour.\n'], shown);
  expect([...amid, ...above].map(({ line }) => line)).toEqual([3, 4]);
});

test('a document that stays whole has a note alone', () => {
  expect(marks([text])).toEqual({ above: [], amid: [], note: { line: 0, text: 'qa · 24 tokens' } });
});

test('where the text is written in another way, its passages are counted', () => {
  const note = { line: 0, text: 'qa · 2 passages · 12 tokens' };
  expect(marks(['Three.', 'Four.\n'], '<p>Three.</p><p>Four.</p>')).toEqual({ above: [], amid: [], note });
  const row = { text: '\n\n{"text": "Three. Four."}', row: 2 };
  expect(passageMarks(rendered(text), rephrasing(['Three.', 'Four.\n']), row).note).toEqual({ ...note, line: 2 });
});

test('why nothing is asked is said in the first line', () => {
  const told = (document: RenderedDocument, one: RenderedRephrasing): PassageMarks =>
    passageMarks(document, one, { text, row: null });
  expect(told(rendered(text, [yes, no]), rephrasing([text])).note?.text).toBe('skipped: words >= 50, here 3');
  expect(told(rendered(text), { ...rephrasing([text]), when: no }).note?.text).toBe('not for qa: words >= 50, here 3');
  expect(told(rendered(text), rephrasing([])).note?.text).toBe('too short for qa: no passage');
});

test('the hover has every condition with its value and its line', () => {
  expect(whyMarkdown(rendered(text, [yes, no]), { ...rephrasing([text]), when: yes }, 'file:///s.yaml')).toBe(
    [
      'A run skips this document.',
      '`seeds.keep`',
      '- ✓ `language == "en"`, here `true` · [line 6](file:///s.yaml#L6)\n- ✗ `words >= 50`, here `3` · [line 7](file:///s.yaml#L7)',
      '`qa`, `when`',
      '- ✓ `language == "en"`, here `true` · [line 6](file:///s.yaml#L6)',
    ].join('\n\n'),
  );
});

test('what stands in an expression cannot leave its code', () => {
  const odd = { ...no, expression: 'text == "`](command:x)"' };
  expect(whyMarkdown(rendered(text, [odd]), rephrasing([text]), 'file:///s')).toContain(
    '`` text == "`](command:x)" ``',
  );
});
