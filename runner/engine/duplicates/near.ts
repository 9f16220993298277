import { createHashTable } from '../hash-table.ts';
import { runHash } from '../number-hash.ts';
import { createSignatures, type MinHashOptions } from './minhash.ts';

/** The texts that were kept, by what they are nearly the same as. */
export interface NearIndex {
  /** What is compared of a text; null where it is too short to be near to anything. */
  keysOf(text: string): BandKeys | null;
  /** The earliest kept text with which a band agrees; -1 where there is none. */
  find(keys: BandKeys): number;
  add(keys: BandKeys, text: number): void;
}

/** 64 bits for every band: the high half, the low half, and so on. */
export type BandKeys = Uint32Array;

/**
 * Locality-sensitive hashing over MinHash (Leskovec, Rajaraman, Ullman, “Mining of Massive Datasets”, chapter 3): two texts
 * are candidates where all values of some band agree, with probability 1 − (1 − J^rows)^bands: with datatrove's 14 bands of 8
 * that is 0.05 where J is 0.5, 0.65 at 0.72, and 0.92 at 0.8. Candidates are taken as duplicates, as datatrove does.
 * Memory: 16 to 32 bytes a band for every kept text.
 */
export function createNearIndex(options: MinHashOptions, seed: number): NearIndex {
  const { bands, rows } = options;
  const signatureOf = createSignatures(options, seed);
  const tables = Array.from({ length: bands }, createHashTable);
  return {
    keysOf(text) {
      const signature = signatureOf(text);
      if (signature === null) return null;
      const keys = new Uint32Array(bands * 2);
      for (let band = 0; band < bands; band++) {
        keys[2 * band] = runHash(signature, band * rows, rows, 0x51ed270b);
        keys[2 * band + 1] = runHash(signature, band * rows, rows, 0x2545f491);
      }
      return keys;
    },
    find(keys) {
      let earliest = -1;
      for (const [band, table] of tables.entries()) {
        const found = table.find(keys[2 * band] ?? 0, keys[2 * band + 1] ?? 0);
        if (found >= 0 && (earliest < 0 || found < earliest)) earliest = found;
      }
      return earliest;
    },
    add(keys, text) {
      for (const [band, table] of tables.entries()) table.set(keys[2 * band] ?? 0, keys[2 * band + 1] ?? 0, text);
    },
  };
}
