/** Numbers from 0 on by 64-bit keys, each key given as two unsigned halves of 32 bits. */
export interface HashTable {
  /** The number that was set for the key; -1 where there is none. */
  find(high: number, low: number): number;
  set(high: number, low: number, value: number): void;
}

/** Slots at the beginning. */
const smallest = 1 << 10;

/** A table is doubled when it is fuller than this, since probing grows long beyond. */
const fullest = 0.75;

/**
 * Open addressing over three arrays of numbers: 12 bytes a slot, between 16 and 32 bytes for every key that it holds. A
 * `Map` of strings would take ten times as much. The keys must be hashes: their low half is where probing begins.
 */
export function createHashTable(): HashTable {
  let slots = emptySlots(smallest);
  let count = 0;

  function find(high: number, low: number): number {
    return (slots.values[slotOf(slots, high, low)] ?? 0) - 1;
  }

  function grow(): void {
    const old = slots;
    slots = emptySlots(old.values.length * 2);
    for (let slot = 0; slot < old.values.length; slot++) {
      if (old.values[slot] === 0) continue;
      const [high, low] = [old.high[slot] ?? 0, old.low[slot] ?? 0];
      put(slots, slotOf(slots, high, low), high, low, old.values[slot] ?? 0);
    }
  }

  return {
    find,
    set(high, low, value) {
      let slot = slotOf(slots, high, low);
      if (slots.values[slot] === 0 && ++count > slots.values.length * fullest) {
        grow();
        slot = slotOf(slots, high, low);
      }
      put(slots, slot, high, low, value + 1);
    },
  };
}

/** A value is held plus one: 0 is a free slot. */
interface Slots {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  readonly values: Uint32Array;
}

function emptySlots(count: number): Slots {
  return { high: new Uint32Array(count), low: new Uint32Array(count), values: new Uint32Array(count) };
}

/** The slot that has the key, or the free one where it belongs. */
function slotOf({ high, low, values }: Slots, keyHigh: number, keyLow: number): number {
  const last = values.length - 1;
  for (let slot = (keyLow & last) >>> 0; ; slot = slot === last ? 0 : slot + 1) {
    if (values[slot] === 0 || (low[slot] === keyLow && high[slot] === keyHigh)) return slot;
  }
}

function put({ high, low, values }: Slots, slot: number, keyHigh: number, keyLow: number, value: number): void {
  high[slot] = keyHigh;
  low[slot] = keyLow;
  values[slot] = value;
}
