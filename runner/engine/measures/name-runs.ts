import { functionWords } from './function-words.ts';
import type { NameToken } from './name-tokens.ts';
import { connectors, openers, titles } from './name-words.ts';

/** More words with capital letters in a row are no name. */
const longestName = 10;

/** Runs of words with capital letters, and the connectors between them. What stands in a heading is in none. */
export function runsOf(text: string, tokens: readonly NameToken[]): readonly (readonly NameToken[])[] {
  const runs: NameToken[][] = [];
  let run: NameToken[] = [];
  /** Connectors that belong to the run if a capital letter follows. */
  let waiting: NameToken[] = [];
  const end = (): void => {
    if (run.length > 0) runs.push(run);
    run = [];
    waiting = [];
  };
  for (const token of tokens) {
    const previous = waiting.at(-1) ?? run.at(-1);
    if (previous !== undefined && (token.first || previous.possessive || !touches(text, previous, token))) end();
    if (token.heading || pronoun.test(token.written) || (run.length === 0 && isFront(token))) end();
    else if (token.capital) {
      if (run.length + waiting.length >= longestName) end();
      run.push(...waiting, token);
      waiting = [];
    } else if (run.length > 0 && waiting.length < 2 && connectors.has(token.written)) waiting.push(token);
    else end();
  }
  end();
  return runs;
}

const pronoun = /^I(?:['’](?:m|ve|d|ll))?$/;
const initials = /^\p{Lu}(?:\.\p{Lu})*$/u;
const shortened = new Set(['St', 'Ste', 'Mt', 'Ft', 'Jr', 'Sr']);

function touches(text: string, previous: NameToken, token: NameToken): boolean {
  const gap = text.slice(previous.end, Math.min(token.start, previous.end + 3));
  if (/^[ \u00a0\n]$/.test(gap)) return true;
  const { written } = previous;
  const hasDot = initials.test(written) || shortened.has(written) || titles.has(written.toLowerCase());
  return hasDot && /^\.[ \u00a0\n]?$/.test(gap);
}

/** Function words that are names where all their letters are large: the WHO, the US. */
const alsoAcronyms = new Set(['who', 'us', 'it']);

/** Whether the word may stand in front of a name and is no part of it: titles, articles, “In” at the beginning of a sentence. */
function isFront({ written, folded: [word = ''], acronym, first }: NameToken): boolean {
  const small = written.toLowerCase();
  if (small === 'may') return first;
  if (acronym && alsoAcronyms.has(small)) return false;
  return functionWords.has(small) || titles.has(word) || connectors.has(written);
}

/**
 * What the name in a run may be, as tokens, the likeliest first: a sentence's first word has a capital letter anyway.
 * Empty where it is not sure to be a name at all.
 *
 * @param small words that the text has in small letters as well
 */
export function readingsOf(run: readonly NameToken[], small: ReadonlySet<string>): readonly (readonly NameToken[])[] {
  const [first, ...others] = run;
  if (first === undefined) return [];
  const next = others.findIndex((token) => !isFront(token));
  if (others.length > 0 && !first.first) return [run];
  if (next === -1) {
    const isOpener = openers.has(first.folded[0] ?? '') && first.written !== 'May';
    const tells = first.acronym || (!first.first && first.written.length > 1 && !isOpener);
    return tells ? [[first]] : [];
  }
  const rest = others.slice(next);
  const word = first.folded[0] ?? '';
  return openers.has(word) || small.has(word) ? [rest, run] : [run, rest];
}
