import { countTokens, type Window } from '#language';
import { sentencesOf } from '../text/sentences.ts';
import { paragraphsOf, type TextSpan, wordsOf } from './spans.ts';

/**
 * The part of a document that is rephrased, without white space at its ends; empty where the document has no such part. A
 * word that would be cut is left out, so that a window can be shorter than it may be.
 *
 * @param drawn a number in [0, 1), which decides where a random window begins
 */
export function windowOf(text: string, window: Window, drawn: number): string {
  switch (window.take) {
    case 'first':
    case 'last':
    case 'random':
      return stretchOf(text, window, drawn);
    case 'first_half':
    case 'second_half': {
      const half = window.take === 'first_half' ? firstHalf : secondHalf;
      return window.of === 'document' ? half(text) : halvesOfParagraphs(text, half);
    }
  }
}

type Stretch = Extract<Window, { readonly length: number }>;

function stretchOf(text: string, { take, unit, length }: Stretch, drawn: number): string {
  const words = wordsOf(text);
  /** Whether the words from `first` up to `end`, which is not among them, are short enough. */
  const fits = (first: number, end: number): boolean => {
    if (unit === 'words') return end - first <= length;
    const part = sliceOf(text, words, first, end);
    return unit === 'tokens' ? countTokens(part) <= length : hasAtMost(part, length);
  };
  const endFrom = (first: number): number => first + most(words.length - first, (count) => fits(first, first + count));
  if (take === 'first') return sliceOf(text, words, 0, endFrom(0));
  // Where the last window begins; a random one begins there or before, so that it is as long as it can be.
  const last = words.length - most(words.length, (count) => fits(words.length - count, words.length));
  if (take === 'last') return sliceOf(text, words, last, words.length);
  const first = Math.floor(drawn * (Math.min(last, words.length - 1) + 1));
  return sliceOf(text, words, first, endFrom(first));
}

function sliceOf(text: string, words: readonly TextSpan[], first: number, end: number): string {
  return end <= first ? '' : text.slice(words[first]?.start, words[end - 1]?.end);
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
function firstHalf(text: string): string {
  const whole = text.trim();
  return whole.slice(0, boundary(whole)).trim();
}

function secondHalf(text: string): string {
  const whole = text.trim();
  return whole.slice(boundary(whole)).trim();
}

function boundary(text: string): number {
  let nearest = text.length;
  for (const { start } of sentencesOf(text)) {
    if (start === 0) continue;
    if (nearest === text.length || Math.abs(start - text.length / 2) < Math.abs(nearest - text.length / 2)) {
      nearest = start;
    }
  }
  return nearest;
}

function halvesOfParagraphs(text: string, half: (text: string) => string): string {
  return paragraphsOf(text)
    .map(({ start, end }) => half(text.slice(start, end)))
    .filter((part) => part !== '')
    .join('\n\n');
}
