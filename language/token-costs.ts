/**
 * What pieces of a text cost in hundredths of a token: means over their length and case that `gpt-tokenizer` gives for
 * cl100k over 3 MB of English web prose, books, documentation and source code.
 */

/** Of a word by its length, in small letters and with a capital at its beginning. */
export interface WordCosts {
  readonly small: readonly number[];
  readonly capital: readonly number[];
}

/** What stands before a word. */
export type WordPlace = 'spaced' | 'bare' | 'marked';

export const wordCosts: Readonly<Record<WordPlace, WordCosts>> = {
  /** Behind a space: most of a text. */
  spaced: {
    small: [0, 100, 100, 100, 101, 102, 105, 107, 111, 114, 118, 120, 126, 129, 146, 170, 200],
    capital: [0, 100, 100, 101, 105, 115, 119, 123, 137, 154, 146, 161, 160, 170, 180, 200, 220],
  },
  /** With nothing before it that goes along: at a line’s beginning, behind two marks. */
  bare: {
    small: [0, 100, 100, 103, 108, 111, 124, 136, 154, 174, 184, 215, 230, 250, 290, 320, 350],
    capital: [0, 100, 101, 102, 110, 125, 139, 143, 181, 190, 197, 201, 210, 230, 260, 280, 300],
  },
  /** Right behind one mark: `(word`, `.word`. */
  marked: {
    small: [0, 103, 110, 114, 116, 134, 148, 157, 172, 190, 210, 240, 260, 290, 310, 330, 350],
    capital: [0, 102, 117, 131, 153, 201, 230, 236, 241, 260, 300, 340, 380, 400, 420, 440, 460],
  },
};

/** Letters of the longest word in the tables. */
export const longestTabled = 16;

/** What a letter beyond the tables’ end costs. */
export const furtherLetter = 27;

/** A word of small letters behind one of any size. */
export function usualCost(place: WordPlace, letters: keyof WordCosts, length: number): number {
  const costs = wordCosts[place][letters];
  return costs[length] ?? (costs[longestTabled] ?? 0) + (length - longestTabled) * furtherLetter;
}

/**
 * A word with capitals inside of it (`camelCase`, `NASA`), or with letters of other scripts.
 * @param foreign what its letters outside of ASCII cost alone
 */
export function unusualCost(length: number, capitals: number, foreign: number): number {
  if (foreign > 0) return Math.max(100, foreign + length * 20);
  return capitals === length ? Math.max(100, 50 + 24 * length) : Math.max(130, 30 + 20 * length);
}

/** A letter outside of ASCII, by how many bytes of UTF-8 it takes and how well cl100k knows its script. */
export function foreignCost(code: number): number {
  if (code < 0x250) return 110;
  if (code < 0x530) return 40;
  if (code < 0x900) return 70;
  return 110;
}

/**
 * A run of marks: those that are usual together (`),`, `...`) are one token, longer runs are not; rules of one character merge well.
 * @param changes how often a mark differs from the one before
 * @param foreign how many of them are not ASCII
 */
export function marksCost(length: number, changes: number, foreign: number): number {
  if (changes === 0) return 100 + (length - 1) * (foreign > 0 ? 12 : 3);
  return 100 + Math.min(Math.max(0, length - 2), changes) * 30 + Math.max(0, foreign - 1) * 50;
}
