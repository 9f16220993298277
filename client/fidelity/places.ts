/** A place in an editor: both count from 0, characters in UTF-16. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

/**
 * Says where an offset of a text stands in an editor that shows it. The editor gives all lines the same ending, so that its
 * own offsets are others; its lines are not.
 */
export function placesIn(text: string): (offset: number) => Place {
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((end) => end.index + end[0].length)];
  return (offset) => {
    const line = Math.max(0, firstAfter(starts, offset) - 1);
    return { line, character: Math.max(0, offset - (starts[line] ?? 0)) };
  };
}

/** Index of the first number that is greater; they are sorted. */
function firstAfter(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
