import type { Dedup } from '#language';
import { createHashTable } from '../hash-table.ts';
import { sha256 } from '../hash.ts';
import { createNearIndex } from './near.ts';

/** The row that a text repeats. */
export interface Repeated {
  readonly id: string;
  /** Whether it is the same text, white space at the ends aside; otherwise it is nearly the same. */
  readonly exactly: boolean;
}

/** Finds out which rows of an output repeat an earlier one. */
export interface Duplicates {
  /** The earlier row that the text repeats. A text that repeats none is kept, and later ones are compared with it. */
  find(id: string, text: string): Repeated | null;
}

/**
 * Rows are asked about in the order of the output, and the earlier one stays. Only rows that stayed are compared with, so
 * every row that goes resembles one that is there, and what is found does not change when those that went are gone.
 * Exact repetitions are found by 64 bits of SHA-256: among a hundred million texts two different ones are taken for the
 * same with a probability of 0.0003. Memory for every kept row: its id, 16 to 32 bytes, and as much for every band.
 * @param seed of the strategy; chooses the permutations of MinHash
 */
export function createDuplicates({ exact, minhash }: Dedup, seed: number): Duplicates {
  const kept: string[] = [];
  const texts = exact ? createHashTable() : null;
  const near = minhash === null ? null : createNearIndex(minhash, seed);

  function repeated(place: number, exactly: boolean): Repeated | null {
    const id = kept[place];
    return id === undefined ? null : { id, exactly };
  }

  return {
    find(id, text) {
      const [high, low] = texts === null ? [0, 0] : halvesOf(sha256(text.trim()));
      const same = repeated(texts?.find(high, low) ?? -1, true);
      if (same !== null) return same;
      const keys = near?.keysOf(text) ?? null;
      const similar = repeated(keys === null ? -1 : (near?.find(keys) ?? -1), false);
      if (similar !== null) return similar;
      const place = kept.push(id) - 1;
      texts?.set(high, low, place);
      if (keys !== null) near?.add(keys, place);
      return null;
    },
  };
}

function halvesOf(hash: string): readonly [number, number] {
  return [Number.parseInt(hash.slice(0, 8), 16), Number.parseInt(hash.slice(8, 16), 16)];
}
