/** Shorter runs that two texts share are chance: `the `, `ation`. */
const shortestBlock = 6;

/**
 * How many characters two texts have in common, in runs of more than 5: the longest common run, then the longest on its
 * left and on its right, and so on (Ratcliff and Obershelp 1988). The same number as the matching blocks of more than 5
 * characters that Python's `difflib.SequenceMatcher(None, text, other, autojunk=False)` gives.
 */
export function matchedCharacters(text: string, other: string): number {
  const places = placesOf(other);
  const ranges: Range[] = [{ start: 0, end: text.length, otherStart: 0, otherEnd: other.length }];
  let matched = 0;
  for (let range = ranges.pop(); range !== undefined; range = ranges.pop()) {
    const { at, otherAt, length } = longestRun(text, places, range);
    if (length === 0) continue;
    matched += length;
    ranges.push(
      { ...range, end: at, otherEnd: otherAt },
      { ...range, start: at + length, otherStart: otherAt + length },
    );
  }
  return matched;
}

interface Range {
  readonly start: number;
  readonly end: number;
  readonly otherStart: number;
  readonly otherEnd: number;
}

interface Run {
  readonly at: number;
  readonly otherAt: number;
  readonly length: number;
}

/** Where every run of the shortest length stands. Longer common runs are rows of these, so nothing else is looked at. */
function placesOf(other: string): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (let at = 0; at + shortestBlock <= other.length; at++) {
    const piece = other.slice(at, at + shortestBlock);
    const known = places.get(piece);
    if (known) known.push(at);
    else places.set(piece, [at]);
  }
  return places;
}

/** The longest run; of several the one that begins first in the text, then first in the other. Length 0 where there is none. */
function longestRun(text: string, places: ReadonlyMap<string, readonly number[]>, range: Range): Run {
  let best: Run = { at: range.start, otherAt: range.otherStart, length: 0 };
  /** Of every place in the other at which a common piece begins: pieces in a row that end with it. */
  let before = new Map<number, number>();
  for (let at = range.start; at + shortestBlock <= range.end; at++) {
    const now = new Map<number, number>();
    for (const otherAt of places.get(text.slice(at, at + shortestBlock)) ?? []) {
      if (otherAt < range.otherStart) continue;
      if (otherAt + shortestBlock > range.otherEnd) break;
      const pieces = (before.get(otherAt - 1) ?? 0) + 1;
      now.set(otherAt, pieces);
      const length = pieces + shortestBlock - 1;
      if (length > best.length) best = { at: at - pieces + 1, otherAt: otherAt - pieces + 1, length };
    }
    before = now;
  }
  return best;
}
