import type { SeedDocument } from '../document.ts';
import { uniform } from '../hash.ts';

/** Where a document stands in the order in which natural documents are taken: a number in [0, 1). */
export function naturalPlace(seed: number, { file, row }: Pick<SeedDocument, 'file' | 'row'>): number {
  return uniform(`${seed}\n${file}\n${row}\nnatural`);
}

/** The natural documents, by place and tokens alone: however many there are, it takes 2 MB. */
export interface Pool {
  add(place: number, tokens: number): void;
  /** Which documents it takes to have so many tokens. */
  draw(goal: number): PoolDraw;
}

/** Which documents are taken, and how often. */
export interface PoolDraw {
  /**
   * How often the documents are taken: 1 where the pool is large enough. A smaller one is repeated as a whole, so that every
   * document is seen equally often. 0 where nothing is wanted, or nothing is there.
   */
  readonly epochs: number;
  /** The documents in the order of their places are so many groups, none of which is too large for memory. */
  readonly groups: number;
  /** The group of a document; null where it is not taken. Of the last group only the first documents are. */
  groupOf(place: number): number | null;
}

/** Natural text that is repeated up to four times is nearly as good as new (Muennighoff et al. 2023, arXiv 2305.16264). */
export const mostEpochs = 4;

/** Places are counted in so many buckets. Of a hundred million documents one holds about 400. */
const bucketCount = 2 ** 18;

/** Tokens of a group, about 40 MB of text. */
const groupTokens = 8_000_000;

/** @param largest tokens of a group; a group of one bucket may have more */
export function createPool(largest: number = groupTokens): Pool {
  const buckets = new Float64Array(bucketCount);
  let tokens = 0;
  const bucketOf = (place: number): number => Math.floor(place * bucketCount);

  return {
    add(place, more) {
      const bucket = bucketOf(place);
      buckets[bucket] = (buckets[bucket] ?? 0) + more;
      tokens += more;
    },
    draw(goal) {
      if (goal <= 0 || tokens === 0) return { epochs: 0, groups: 0, groupOf: () => null };
      const { groups, last } = grouped(buckets, goal, largest);
      return {
        epochs: Math.min(mostEpochs, Math.max(1, Math.ceil(goal / tokens))),
        groups: (groups[last] ?? 0) + 1,
        groupOf(place) {
          const bucket = bucketOf(place);
          return bucket <= last ? (groups[bucket] ?? 0) : null;
        },
      };
    },
  };
}

/** The group of every bucket, and the last bucket that is wanted for so many tokens. */
function grouped(
  buckets: Float64Array,
  goal: number,
  largest: number,
): { readonly groups: Int32Array; readonly last: number } {
  const groups = new Int32Array(buckets.length);
  let missing = goal;
  let group = 0;
  let inGroup = 0;
  for (const [bucket, tokens] of buckets.entries()) {
    if (inGroup > 0 && inGroup + tokens > largest) {
      group++;
      inGroup = 0;
    }
    inGroup += tokens;
    groups[bucket] = group;
    missing -= tokens;
    if (missing <= 0) return { groups, last: bucket };
  }
  return { groups, last: buckets.length - 1 };
}
