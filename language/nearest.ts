/** The most candidates that are worth offering. */
const most = 3;

/**
 * The candidates that a misspelt word may have meant, nearest first: within an edit distance of a third of the word
 * (1 at least), where a swap of neighbours is one edit and case does not count. Candidates of one distance keep their
 * order. Three at the most.
 */
export function closest(word: string, candidates: Iterable<string>): string[] {
  const wanted = [...word.slice(0, 60).toLowerCase()];
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const found: { readonly candidate: string; readonly distance: number }[] = [];
  for (const candidate of new Set(candidates)) {
    const letters = [...candidate.toLowerCase()];
    if (candidate === word || Math.abs(letters.length - wanted.length) > limit) continue;
    const distance = editDistance(wanted, letters);
    if (distance <= limit) found.push({ candidate, distance });
  }
  return found
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment) that turn `a` into `b`. */
function editDistance(a: readonly string[], b: readonly string[]): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? a.length;
}
