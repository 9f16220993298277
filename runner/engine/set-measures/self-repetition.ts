import { firstPlaces } from '../measures/grams.ts';
import type { TextSet } from './text-set.ts';

const size = 4;

/**
 * The mean over the texts of ln(1 + n), where n is how many of a text's distinct word 4-grams some other text has too;
 * after Salkar et al. 2022 (arXiv 2210.08145). 0 where no text has any.
 */
export function selfRepetition({ ids, joined }: TextSet): number {
  if (ids.length === 0) return 0;
  const first = firstPlaces(joined, size);
  /** Of a 4-gram, by its first place: how many texts have it, and in which text it was met last. */
  const holders = new Int32Array(first.length);
  const metIn = new Int32Array(first.length).fill(-1);

  /** Goes once through the distinct 4-grams of every text. @param round in which texts count as others than in the one before */
  function eachOwn(round: number, take: (place: number, text: number) => void): void {
    let start = 0;
    for (const [text, { length }] of ids.entries()) {
      const mark = round * ids.length + text;
      for (let at = start; at + size <= start + length; at++) {
        const place = first[at] ?? 0;
        if (metIn[place] === mark) continue;
        metIn[place] = mark;
        take(place, text);
      }
      // One more for the border behind the text.
      start += length + 1;
    }
  }

  eachOwn(0, (place) => {
    holders[place] = (holders[place] ?? 0) + 1;
  });
  const shared = new Int32Array(ids.length);
  eachOwn(1, (place, text) => {
    if ((holders[place] ?? 0) > 1) shared[text] = (shared[text] ?? 0) + 1;
  });
  return shared.reduce((sum, count) => sum + Math.log1p(count), 0) / ids.length;
}
