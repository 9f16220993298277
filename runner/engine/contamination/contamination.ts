import type { Decontaminate } from '#language';
import { createHashTable } from '../hash-table.ts';
import { runHash, textHash } from '../number-hash.ts';
import { matchedCharacters } from './matched.ts';
import { comparedWords } from './normalise.ts';

/** A benchmark item that a text gives away. */
export interface Contaminated {
  /** As it was added. */
  readonly item: string;
  /** Characters of the item that the text has, over all of the item; more than the strategy's `overlap`. */
  readonly overlap: number;
}

/** The items of benchmarks, and what texts have of them. */
export interface Contamination {
  /** Adds an item. False where it is shorter than an n-gram, so that no text can be found to hold it. */
  add(item: string, text: string): boolean;
  /** The item of which the text has the largest part, where that part is too large. */
  find(text: string): Contaminated | null;
}

/**
 * Decontamination as Cosmopedia does it (huggingface/cosmopedia, decontamination): a text that shares an n-gram of words
 * with an item is compared with it, and is contaminated where the runs of more than 5 characters that they have in common
 * are more than the share `overlap` of the item. Both are compared word by word, in lower case, without marks and
 * diacritics. Memory: the items' texts, and about 30 bytes for every n-gram of theirs.
 */
export function createContamination({ ngram, overlap }: Pick<Decontaminate, 'ngram' | 'overlap'>): Contamination {
  const items: { readonly name: string; readonly text: string }[] = [];
  /** Of an n-gram the latest entry of the two lists below; an entry leads to an item, and to the entry before. */
  const latest = createHashTable();
  const itemOf: number[] = [];
  const entryBefore: number[] = [];

  function* grams(words: readonly string[]): Generator<readonly [high: number, low: number]> {
    const hashes = Uint32Array.from(words, textHash);
    for (let start = 0; start + ngram <= hashes.length; start++) {
      yield [runHash(hashes, start, ngram, 0x51ed270b), runHash(hashes, start, ngram, 0x2545f491)];
    }
  }

  function candidates(words: readonly string[]): ReadonlySet<number> {
    const found = new Set<number>();
    for (const [high, low] of grams(words)) {
      for (let entry = latest.find(high, low); entry >= 0; entry = entryBefore[entry] ?? -1) {
        found.add(itemOf[entry] ?? 0);
      }
    }
    return found;
  }

  return {
    add(name, text) {
      const words = comparedWords(text);
      if (words.length < ngram) return false;
      const item = items.push({ name, text: words.join(' ') }) - 1;
      for (const [high, low] of grams(words)) {
        const before = latest.find(high, low);
        if (itemOf[before] === item) continue;
        latest.set(high, low, itemOf.push(item) - 1);
        entryBefore.push(before);
      }
      return true;
    },
    find(text) {
      const words = comparedWords(text);
      const compared = words.join(' ');
      let worst: Contaminated | null = null;
      for (const index of [...candidates(words)].toSorted((left, right) => left - right)) {
        const item = items[index];
        // A text cannot have more of an item than it is long.
        if (item === undefined || compared.length <= overlap * item.text.length) continue;
        const share = matchedCharacters(compared, item.text) / item.text.length;
        if (share > overlap && share > (worst?.overlap ?? 0)) worst = { item: item.name, overlap: share };
      }
      return worst;
    },
  };
}
