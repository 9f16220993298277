/** Small words and what stands for them, so that a "paraphrase" shares no long run of words with its source. */
const others: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: 'one',
    an: 'one',
    and: 'as well as',
    are: 'remain',
    as: 'like',
    at: 'around',
    but: 'yet',
    by: 'through',
    for: 'on behalf of',
    from: 'out of',
    had: 'once had',
    has: 'now has',
    in: 'within',
    is: 'remains',
    it: 'that thing',
    not: 'hardly',
    of: 'belonging to',
    on: 'upon',
    or: 'or else',
    that: 'which',
    the: 'this',
    to: 'towards',
    was: 'used to be',
    were: 'used to be',
    with: 'along with',
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
