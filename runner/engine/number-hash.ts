/**
 * A permutation of the 32-bit numbers in which every bit of the input reaches every bit of the output: the last step of
 * MurmurHash3 (Appleby 2011, public domain).
 */
export function scramble(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** A hash of 32 bits of a text's UTF-16 code units: FNV-1a, scrambled. Not for anything that an enemy may choose. */
export function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return scramble(hash);
}

/**
 * A hash of 32 bits of the `length` numbers from `start` on. Two that are taken with different seeds make 64 bits together.
 */
export function runHash(numbers: Uint32Array, start: number, length: number, seed: number): number {
  let hash = seed;
  for (let at = start; at < start + length; at++) {
    hash = Math.imul(hash ^ (numbers[at] ?? 0), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return scramble(hash);
}
