import type { TextSpan } from '../passages/spans.ts';

/** What is composed and put into small letters by itself: a character with its marks, or with the Hangul letters of its syllable. */
const unit = /[^][\p{M}\u1160-\u11ff]*/gu;

/**
 * Where stretches of a text in composed form and small letters stand in the text as it was: composing shortens it, and a few
 * small letters are longer than their capitals.
 */
export function foldedPlaces(original: string, folded: string): (start: number, end: number) => TextSpan {
  if (original.length === folded.length && original.normalize('NFC') === original)
    return (start, end) => ({ start, end });
  const starts = new Int32Array(folded.length + 1).fill(original.length);
  const ends = new Int32Array(folded.length + 1).fill(original.length);
  let at = 0;
  for (const { 0: written, index } of original.matchAll(unit)) {
    const next = at + written.normalize('NFC').toLowerCase().length;
    starts.fill(index, at, next);
    ends.fill(index + written.length, at, next);
    at = next;
  }
  return (start, end) => ({ start: starts[start] ?? 0, end: ends[end - 1] ?? 0 });
}
