import { expect, test } from 'vitest';
import { lastLineOfEntry, movedSpan } from '../../client/inline/place.ts';

/** The text between the marks after the edit, which puts `added` in the place of `‹…›`. */
function after(marked: string, added: string): string {
  const text = marked.replaceAll(/[«»‹›]/g, '');
  const at = (mark: string): number => marked.slice(0, marked.indexOf(mark)).replaceAll(/[«»‹›]/g, '').length;
  const edit = { rangeOffset: at('‹'), rangeLength: at('›') - at('‹'), text: added };
  const { start, end } = movedSpan({ start: at('«'), end: at('»') }, [edit]);
  const edited = text.slice(0, edit.rangeOffset) + added + text.slice(edit.rangeOffset + edit.rangeLength);
  return edited.slice(start, end);
}

test('what is typed elsewhere leaves a piece as it is', () => {
  expect(after('‹›a «piece» b', 'before ')).toBe('piece');
  expect(after('a «piece» b‹›', ' behind')).toBe('piece');
  expect(after('‹a› «piece» b', '')).toBe('piece');
});

test('what is typed at its edges is no part of it', () => {
  expect(after('a ‹›«piece» b', 'new ')).toBe('piece');
  expect(after('a «piece»‹› b', ' new')).toBe('piece');
});

test('what is typed inside belongs to it', () => {
  expect(after('a «pi‹ec›e» b', 'rat')).toBe('pirate');
});

test('a piece that is cut keeps what is left of it', () => {
  expect(after('‹a «pi›ece» b', '')).toBe('ece');
  expect(after('a «pi‹ece» b›', '')).toBe('pi');
  expect(after('‹a «piece» b›', 'x')).toBe('');
});

test('several edits at once are told from the end to the beginning', () => {
  const edits = [
    { rangeOffset: 6, rangeLength: 0, text: 'two' },
    { rangeOffset: 0, rangeLength: 1, text: '' },
  ];
  expect(movedSpan({ start: 2, end: 4 }, edits)).toEqual({ start: 1, end: 3 });
});

function last(text: string): string | undefined {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.includes('qa:'));
  return lines[lastLineOfEntry((line) => lines[line] ?? '', lines.length, first)];
}

test('an entry ends before the next one, without the blank lines between', () => {
  expect(last('rephrasings:\n  qa:\n    prompt: |\n      One\n\n      Two\n\n  next:\n    prompt: x')).toBe(
    '      Two',
  );
});

test('an entry ends with the block, and with the file', () => {
  expect(last('rephrasings:\n  qa:\n    keep:\n      - a\noutput: {}')).toBe('      - a');
  expect(last('rephrasings:\n  qa:\n    keep: []\n')).toBe('    keep: []');
});

test('an entry in braces ends with its brace', () => {
  expect(last('rephrasings:\n  qa: {prompt: x}\n  next: {}')).toBe('  qa: {prompt: x}');
  expect(last('rephrasings:\n  qa: {\n    prompt: x\n  }\n  next: {}')).toBe('  }');
});
