import { uniform } from '#engine';

export interface SimilarPair {
  /** Jaccard similarity of the two sets of n-grams. */
  readonly similarity: number;
  /** About how many n-grams a text has. */
  readonly grams: number;
  readonly ngram: number;
  /** Texts of different names have no word in common. */
  readonly name: string;
}

/** Two texts whose sets of word n-grams have exactly that similarity, as nearly as whole numbers allow. */
export function similarPair({ similarity, grams, ngram, name }: SimilarPair): readonly [string, string] {
  // Of n n-grams on either side s are shared: J = s / (2n − s).
  const shared = Math.round((2 * grams * similarity) / (1 + similarity));
  const words = (part: string, count: number): readonly string[] =>
    Array.from({ length: count }, (_, index) => `w${uniform(`${name} ${part} ${index}`).toString(36).slice(2)}`);
  // A run of words shares all n-grams within it and none beyond; what follows is each text's own.
  const same = shared === 0 ? [] : words('same', shared + ngram - 1);
  const own = grams - shared + (shared === 0 ? ngram - 1 : 0);
  return [[...same, ...words('left', own)].join(' '), [...same, ...words('right', own)].join(' ')];
}
