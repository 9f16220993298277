/** The n-grams of one text, as a set: exact, since equal hashes are settled by comparing the words. */
export interface Grams {
  /** Distinct n-grams. */
  readonly distinct: number;
  /** All n-grams. */
  readonly total: number;
  /** Whether the n-gram that begins at `start` in other words of the same vocabulary is one of these. */
  has(words: Int32Array, start: number): boolean;
}

export function gramsOf(words: Int32Array, size: number): Grams {
  const { slots, distinct, total, find } = slotsOf(words, size);
  return { distinct, total, has: (other, start) => slots[find(other, start)] !== 0 };
}

/** For every place where an n-gram begins, the first place where the same one begins. */
export function firstPlaces(words: Int32Array, size: number): Int32Array {
  const { slots, total, find } = slotsOf(words, size);
  return Int32Array.from({ length: total }, (_, start) => (slots[find(words, start)] ?? 0) - 1);
}

/** Open addressing over the places where an n-gram was first seen; a slot holds the place plus one, 0 is a free slot. */
function slotsOf(words: Int32Array, size: number) {
  const total = Math.max(0, words.length - size + 1);
  const capacity = 2 ** Math.ceil(Math.log2(total * 2 + 1));
  const slots = new Int32Array(capacity);
  let distinct = 0;

  /** The slot that holds the n-gram, or the free one where it belongs. */
  function find(other: Int32Array, start: number): number {
    let hash = 0;
    for (let i = start; i < start + size; i++) hash = Math.imul(hash ^ (other[i] ?? 0), 0x9e3779b1) ^ (hash >>> 15);
    for (let slot = (hash ^ (hash >>> 16)) & (capacity - 1); ; slot = (slot + 1) & (capacity - 1)) {
      const place = slots[slot] ?? 0;
      if (place === 0 || sameGram(words, place - 1, other, start, size)) return slot;
    }
  }

  for (let start = 0; start < total; start++) {
    const slot = find(words, start);
    if (slots[slot] !== 0) continue;
    slots[slot] = start + 1;
    distinct++;
  }
  return { slots, distinct, total, find };
}

function sameGram(left: Int32Array, leftStart: number, right: Int32Array, rightStart: number, size: number): boolean {
  for (let i = 0; i < size; i++) if (left[leftStart + i] !== right[rightStart + i]) return false;
  return true;
}
