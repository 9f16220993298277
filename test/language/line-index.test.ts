import { array, assert as assertLaw, constantFrom, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineIndex } from '#language';

describe('lines and columns', () => {
  it.each([
    ['', 0, 0, 0],
    ['a\nb', 2, 1, 0],
    ['a\r\nb', 3, 1, 0],
    ['a\rb', 2, 1, 0],
    ['😀x', 2, 0, 2],
    ['a\n', 2, 1, 0],
    ['ab', 99, 0, 2],
  ])('%j at %i is %i:%i', (text, offset, line, character) => {
    expect(new LineIndex(text).positionOf(offset)).toEqual({ line, character });
  });

  it('keeps a column past the end of its line, or a line past the last, inside of the text', () => {
    const index = new LineIndex('ab\r\ncd');
    expect(index.offsetOf({ line: 0, character: 50 })).toBe(2);
    expect(index.offsetOf({ line: 7, character: 0 })).toBe(6);
    expect(index.offsetOf({ line: -1, character: 3 })).toBe(0);
  });

  it('leads there and back', () => {
    const text = array(constantFrom('a', '\n', '\r\n', '\r', '😀'), { maxLength: 30 }).map((parts) => parts.join(''));
    assertLaw(
      property(text, nat({ max: 60 }), (written, at) => {
        const offset = Math.min(at, written.length);
        const index = new LineIndex(written);
        const position = index.positionOf(offset);
        // Between the two characters of a line break there is no place on any line.
        const inside = written[offset - 1] === '\r' && written[offset] === '\n';
        expect(index.offsetOf(position)).toBe(inside ? offset - 1 : offset);
      }),
      { seed: 20_260_104 },
    );
  });
});
