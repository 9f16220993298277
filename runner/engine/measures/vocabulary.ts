/** Numbers for words: equal words have equal numbers, so that texts which share a vocabulary are compared as numbers. */
export interface Vocabulary {
  idsOf(words: readonly string[]): Int32Array;
}

export function createVocabulary(): Vocabulary {
  const ids = new Map<string, number>();
  return {
    idsOf: (words) =>
      Int32Array.from(words, (word) => {
        const known = ids.get(word);
        if (known !== undefined) return known;
        const id = ids.size;
        ids.set(word, id);
        return id;
      }),
  };
}
