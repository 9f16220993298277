import type { TextSpan } from '../passages/spans.ts';

/**
 * The part of one of the stretches that comes nearest to the words: no more than one in three of these is changed, left out or
 * put in. Null where none comes so near. Approximate matching after Sellers 1980, on words.
 *
 * @param stretches as places among the words of `text`
 */
export function nearestStretch(words: Int32Array, stretches: readonly TextSpan[], text: Int32Array): TextSpan | null {
  const wanted = new Set(words);
  let nearest: TextSpan | null = null;
  let limit = Math.floor(words.length / 3);
  for (const stretch of stretches) {
    const part = text.subarray(stretch.start, stretch.end);
    const shared = new Set(part.filter((word) => wanted.has(word)));
    // Every word that the stretch has not costs one.
    if (words.filter((word) => !shared.has(word)).length > limit) continue;
    const found = nearestPart(words, part);
    if (found.distance > limit || (nearest !== null && found.distance === limit)) continue;
    limit = found.distance;
    nearest = { start: stretch.start + found.start, end: stretch.start + found.end };
  }
  return nearest;
}

interface Part extends TextSpan {
  readonly distance: number;
}

/** The part of `text` with the fewest changes from `words`, and these. */
function nearestPart(words: Int32Array, text: Int32Array): Part {
  // Of every beginning of the words: the changes to the part that ends here, and where that part begins.
  let distances = Int32Array.from({ length: words.length + 1 }, (_, index) => index);
  let starts = new Int32Array(words.length + 1);
  let best: Part = { start: 0, end: 0, distance: words.length };
  for (let at = 0; at < text.length; at++) {
    const nextDistances = new Int32Array(words.length + 1);
    const nextStarts = new Int32Array(words.length + 1).fill(at + 1);
    for (let count = 1; count <= words.length; count++) {
      const replaced = (distances[count - 1] ?? 0) + (words[count - 1] === text[at] ? 0 : 1);
      const putIn = (distances[count] ?? 0) + 1;
      const leftOut = (nextDistances[count - 1] ?? 0) + 1;
      const least = Math.min(replaced, putIn, leftOut);
      nextDistances[count] = least;
      nextStarts[count] =
        (least === replaced ? starts[count - 1] : least === putIn ? starts[count] : nextStarts[count - 1]) ?? 0;
    }
    [distances, starts] = [nextDistances, nextStarts];
    const distance = distances.at(-1) ?? 0;
    if (distance < best.distance) best = { start: starts.at(-1) ?? 0, end: at + 1, distance };
  }
  return best;
}
