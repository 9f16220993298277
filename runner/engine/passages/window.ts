import { countTokens, type Window } from '#language';
import { sentencesOf } from '../text/sentences.ts';
import { paragraphsOf, type TextSpan, trimmed, wordsOf } from './spans.ts';

/**
 * The part of a document that is rephrased: one stretch or, of half paragraphs, several, without white space at their ends; none
 * where the document has no such part. A word that would be cut is left out, so that a window can be shorter than it may be.
 *
 * @param drawn a number in [0, 1), which decides where a random window begins
 */
export function windowOf(text: string, window: Window, drawn: number): readonly TextSpan[] {
  return stretchesOf(text, window, drawn).filter(({ start, end }) => start < end);
}

function stretchesOf(text: string, window: Window, drawn: number): readonly TextSpan[] {
  switch (window.take) {
    case 'first':
    case 'last':
    case 'random':
      return [stretchOf(text, window, drawn)];
    case 'first_half':
    case 'second_half': {
      const half = window.take === 'first_half' ? firstHalf : secondHalf;
      const wholes = window.of === 'document' ? [{ start: 0, end: text.length }] : paragraphsOf(text);
      return wholes.map((whole) => half(text, trimmed(text, whole)));
    }
  }
}

type Stretch = Extract<Window, { readonly length: number }>;

function stretchOf(text: string, { take, unit, length }: Stretch, drawn: number): TextSpan {
  const words = wordsOf(text);
  /** Whether the words from `first` up to `end`, which is not among them, are short enough. */
  const fits = (first: number, end: number): boolean => {
    if (unit === 'words') return end - first <= length;
    const span = spanOf(words, first, end);
    const part = text.slice(span.start, span.end);
    return unit === 'tokens' ? countTokens(part) <= length : hasAtMost(part, length);
  };
  const endFrom = (first: number): number => first + most(words.length - first, (count) => fits(first, first + count));
  if (take === 'first') return spanOf(words, 0, endFrom(0));
  // Where the last window begins; a random one begins there or before, so that it is as long as it can be.
  const last = words.length - most(words.length, (count) => fits(words.length - count, words.length));
  if (take === 'last') return spanOf(words, last, words.length);
  const first = Math.floor(drawn * (Math.min(last, words.length - 1) + 1));
  return spanOf(words, first, endFrom(first));
}

/** The span of the words from `first` up to `end`, which is not among them. */
function spanOf(words: readonly TextSpan[], first: number, end: number): TextSpan {
  const start = words[first]?.start ?? 0;
  return { start, end: end <= first ? start : (words[end - 1]?.end ?? start) };
}

/** Whether a text has so many code points at the most. */
function hasAtMost(text: string, length: number): boolean {
  if (text.length <= length) return true;
  let count = 0;
  for (let at = 0; at < text.length; count++) {
    if (count === length) return false;
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
  return true;
}

/** The greatest number up to `limit` that fits, found by doubling and halving: what fits, fits shorter as well. */
function most(limit: number, fits: (count: number) => boolean): number {
  let low = 0;
  let high = Math.min(1, limit);
  while (high < limit && fits(high)) {
    low = high;
    high = Math.min(limit, high * 2);
  }
  if (high === limit && fits(limit)) return limit;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** What stands before the boundary of sentences nearest to the middle; a single sentence is a first half. */
function firstHalf(text: string, whole: TextSpan): TextSpan {
  return trimmed(text, { start: whole.start, end: boundary(text, whole) });
}

function secondHalf(text: string, whole: TextSpan): TextSpan {
  return trimmed(text, { start: boundary(text, whole), end: whole.end });
}

function boundary(text: string, { start: from, end }: TextSpan): number {
  const part = text.slice(from, end);
  let nearest = part.length;
  for (const { start } of sentencesOf(part)) {
    if (start === 0) continue;
    if (nearest === part.length || Math.abs(start - part.length / 2) < Math.abs(nearest - part.length / 2)) {
      nearest = start;
    }
  }
  return from + nearest;
}
