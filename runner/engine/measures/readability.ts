import { syllable } from 'syllable';
import { sentencesOf } from '../text/sentences.ts';
import type { MeasuredText } from './text.ts';

/**
 * The Flesch-Kincaid grade (Kincaid et al. 1975, “Derivation of new readability formulas for Navy enlisted personnel”).
 * Words without a Latin letter are left out, since they cannot be spelled out, and so are sentences that hold no others.
 */
export function readability(text: MeasuredText): number {
  const words = text.words().filter((word) => latin.test(word));
  if (words.length === 0) return 0;
  const sentences = sentencesOf(text.text).filter(({ start, end }) => latin.test(text.text.slice(start, end)));
  return (0.39 * words.length) / sentences.length + (11.8 * countSyllables(words)) / words.length - 15.59;
}

const latin = /\p{Script=Latin}/u;

/** Most words of a text come again, and spelling one out is a hundred times slower than looking it up. */
function countSyllables(words: readonly string[]): number {
  const known = new Map<string, number>();
  let all = 0;
  for (const word of words) {
    const count = known.get(word) ?? Math.max(1, syllable(word));
    known.set(word, count);
    all += count;
  }
  return all;
}
