/** Small words and what stands for them, so that a "paraphrase" shares no long run of words with its source. */
const others: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: 'one',
    an: 'one',
    and: 'plus',
    are: 'stay',
    as: 'like',
    at: 'near',
    but: 'yet',
    by: 'through',
    for: 'toward',
    from: 'out of',
    had: 'once had',
    has: 'now has',
    in: 'inside',
    is: 'stays',
    it: 'this',
    not: 'hardly',
    of: 'from',
    on: 'upon',
    or: 'else',
    that: 'which',
    the: 'that',
    to: 'toward',
    was: 'had been',
    were: 'had been',
    with: 'beside',
  }),
);

const fillers = ['then', 'here', 'indeed', 'also'] as const;

/** Unchanged words that may stand in a row; measures of copying look at runs of eight. */
const longestRun = 5;

/** The same sentences in other small words: every number and every name stays. */
export function paraphrase(text: string): string {
  let run = 0;
  let inserted = 0;
  return text.replace(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu, (word) => {
    const other = others.get(word.toLowerCase());
    if (other !== undefined) {
      run = 0;
      return /^\p{Lu}/u.test(word) ? capitalised(other) : other;
    }
    if (++run < longestRun || !/^\p{Ll}+$/u.test(word)) return word;
    run = 0;
    return `${fillers[inserted++ % fillers.length] ?? ''} ${word}`;
  });
}

/** The same sentences without small words, as a telegram has them: shorter, with every number and every name. */
export function condensed(text: string): string {
  return text.replace(/\p{L}+[ \t]/gu, (word) => (others.has(word.trim().toLowerCase()) ? '' : word));
}

/** What ends with a full stop, a question mark or an exclamation mark, and lines. */
export function sentences(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
