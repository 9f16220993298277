import { splitWords } from '../measures/split-words.ts';
import { runHash, scramble, textHash } from '../number-hash.ts';

/** How texts are compared that are nearly the same. */
export interface MinHashOptions {
  /** Words in a row that are compared as one. */
  readonly ngram: number;
  readonly bands: number;
  /** Values of a band, all of which must agree. */
  readonly rows: number;
}

/**
 * The MinHash signature of a text (Broder 1997, “On the resemblance and containment of documents”): for each of
 * `bands` × `rows` permutations of the word n-grams' hashes, the least. Two texts agree in one of them with a probability
 * that is the Jaccard similarity of their sets of n-grams. Null where the text is shorter than an n-gram.
 */
export type Signatures = (text: string) => Uint32Array | null;

/** @param seed chooses the permutations; signatures of one seed can be compared with one another and with no others. */
export function createSignatures({ ngram, bands, rows }: MinHashOptions, seed: number): Signatures {
  const salts = Uint32Array.from({ length: bands * rows }, (_, index) => scramble(scramble(seed) + index + 1));
  return (text) => {
    const words = Uint32Array.from(splitWords(text), textHash);
    if (words.length < ngram) return null;
    const least = new Uint32Array(salts.length).fill(0xffffffff);
    for (let start = 0; start + ngram <= words.length; start++) {
      const gram = runHash(words, start, ngram, ngram);
      for (let index = 0; index < least.length; index++) {
        const value = scramble(gram ^ (salts[index] ?? 0));
        if (value < (least[index] ?? 0)) least[index] = value;
      }
    }
    return least;
  };
}

/** The Jaccard similarity of two texts as their signatures tell it; the standard error is √(J·(1−J)/length). */
export function estimatedSimilarity(left: Uint32Array, right: Uint32Array): number {
  let agreeing = 0;
  for (let index = 0; index < left.length; index++) if (left[index] === right[index]) agreeing++;
  return left.length === 0 ? 0 : agreeing / left.length;
}
