/** Some indexes of an array job, whose own indexes begin at 0. */
export interface ArrayWindow {
  /** What is added to the array's index to get the worker's. */
  readonly offset: number;
  /** The value of \`--array\`. */
  readonly spec: string;
}

/** Slurm's default of MaxArraySize: indexes are below it. */
export const usualArraySize = 1001;

/**
 * Cuts workers into arrays that the cluster takes: an index must be below its MaxArraySize, however few jobs there are.
 * @param indexes ascending
 */
export function arrayWindows(indexes: readonly number[], maxArraySize: number): readonly ArrayWindow[] {
  const windows = new Map<number, number[]>();
  for (const index of indexes) {
    const offset = Math.floor(index / maxArraySize) * maxArraySize;
    const window = windows.get(offset) ?? [];
    windows.set(offset, window);
    window.push(index - offset);
  }
  return [...windows].map(([offset, window]) => ({ offset, spec: ranges(window) }));
}

/** `0-3,7,9-10` */
function ranges(indexes: readonly number[]): string {
  const found: { first: number; last: number }[] = [];
  for (const index of indexes) {
    const current = found.at(-1);
    if (current !== undefined && current.last + 1 === index) current.last = index;
    else found.push({ first: index, last: index });
  }
  return found.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`)).join(',');
}
