import { countTokens } from '#language';
import { type Grams, gramsOf } from '../measures/grams.ts';
import { splitWords } from '../measures/split-words.ts';
import { createVocabulary } from '../measures/vocabulary.ts';

/** One text of a set. */
export interface SetText {
  readonly text: string;
  readonly style: string | null;
}

/** A set of texts, and what several measures need of it. */
export interface TextSet {
  readonly texts: readonly (SetText & { readonly words: readonly string[]; readonly tokens: number })[];
  /** The words of the first texts as numbers, as far as {@link mostWords} reaches. */
  readonly ids: readonly Int32Array[];
  /** Those one behind the other, each with a number behind it that comes nowhere else. */
  readonly joined: Int32Array;
  /** The n-grams inside the texts: how many differ, and how many there are. */
  grams(size: number): Pick<Grams, 'distinct' | 'total'>;
}

/**
 * Words that are compared. Every measure of variety falls as a text grows, so that only sets of one size can be compared,
 * and memory has to end somewhere.
 */
export const mostWords = 300_000;

export function textSet(given: readonly SetText[]): TextSet {
  const texts = given.map((one) => ({ ...one, words: splitWords(one.text), tokens: countTokens(one.text) }));
  const vocabulary = createVocabulary();
  const ids: Int32Array[] = [];
  let left = mostWords;
  for (const { words } of texts) {
    ids.push(vocabulary.idsOf(words.slice(0, left)));
    left = Math.max(0, left - words.length);
  }
  const all = joinedWords(ids);
  return {
    texts,
    ids,
    joined: all,
    grams(size) {
      const total = ids.reduce((sum, { length }) => sum + Math.max(0, length - size + 1), 0);
      // An n-gram over the border of two texts holds the border's own number, so that it differs from every other.
      const { distinct, total: withBorders } = gramsOf(all, size);
      return { total, distinct: distinct - (withBorders - total) };
    },
  };
}

function joinedWords(ids: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(ids.reduce((sum, { length }) => sum + length + 1, 0));
  let at = 0;
  for (const [index, words] of ids.entries()) {
    all.set(words, at);
    at += words.length;
    all[at++] = -1 - index;
  }
  return all;
}
