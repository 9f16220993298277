import { uniform } from '../hash.ts';

/** A sample that is drawn while its population goes by, in memory that does not grow with it. */
export interface SeededSample<T> {
  /** @param key what the draw hangs on; the same keys give the same sample, in whatever order they come */
  add(key: string, value: T): void;
  /** In the order of the draw, so that a smaller sample is the beginning of a larger one. */
  taken(): readonly T[];
}

/** Keeps the values whose keys hash lowest. */
export function seededSample<T>(size: number, seed: string): SeededSample<T> {
  let kept: { readonly place: number; readonly key: string; readonly value: T }[] = [];
  let bound = 1;

  function settle(): void {
    kept.sort((left, right) => left.place - right.place || (left.key < right.key ? -1 : 1));
    kept = kept.slice(0, size);
    if (kept.length === size) bound = kept.at(-1)?.place ?? bound;
  }

  return {
    add(key, value) {
      const place = uniform(`${seed}\n${key}`);
      if (place > bound) return;
      kept.push({ place, key, value });
      if (kept.length >= 2 * size) settle();
    },
    taken() {
      settle();
      return kept.map(({ value }) => value);
    },
  };
}
