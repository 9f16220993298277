/** Numbers for words: equal words have equal numbers, so that texts which share a vocabulary are compared as numbers. */
export interface Vocabulary {
  idsOf(words: readonly string[]): Int32Array;
  /** Whether the word has a number already. */
  has(word: string): boolean;
}

export function createVocabulary(): Vocabulary {
  // Made for its first word: most texts are never asked for theirs.
  let ids: Map<string, number> | null = null;
  return {
    has: (word) => ids?.has(word) ?? false,
    idsOf(words) {
      ids ??= new Map();
      const found = new Int32Array(words.length);
      let place = 0;
      for (const word of words) {
        let id = ids.get(word);
        if (id === undefined) {
          id = ids.size;
          ids.set(word, id);
        }
        found[place++] = id;
      }
      return found;
    },
  };
}
