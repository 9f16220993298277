/** Words that follow each other and are compared as one. */
const gramWords = 3;

/**
 * How much two texts have in common: the share of their word 3-grams that both have (Jaccard), whatever the case and the
 * punctuation. 1 where they are the same, 0 where they share none. A text of fewer words is one gram.
 */
export function similarity(left: string, right: string): number {
  return shared(grams(left), grams(right));
}

export interface Comparable {
  readonly text: string;
  /** Only texts of one group are compared. */
  readonly group: string;
}

/** The two that have least in common, the first such pair in their order; null where there are no two. */
export function leastAlike<Item extends Comparable>(
  items: readonly Item[],
): { readonly left: Item; readonly right: Item; readonly similarity: number } | null {
  const all = items.map((item) => ({ item, grams: grams(item.text) }));
  let found: { readonly left: Item; readonly right: Item; readonly similarity: number } | null = null;
  for (const [index, left] of all.entries()) {
    for (const right of all.slice(index + 1)) {
      if (left.item.group !== right.item.group) continue;
      const alike = shared(left.grams, right.grams);
      if (found === null || alike < found.similarity) {
        found = { left: left.item, right: right.item, similarity: alike };
      }
    }
  }
  return found;
}

function grams(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length < gramWords) return new Set([words.join(' ')]);
  return new Set(
    Array.from({ length: words.length - gramWords + 1 }, (_, at) => words.slice(at, at + gramWords).join(' ')),
  );
}

function shared(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let both = 0;
  for (const gram of left) if (right.has(gram)) both++;
  return both / (left.size + right.size - both);
}
