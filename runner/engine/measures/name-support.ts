import { type Grams, gramsOf } from './grams.ts';
import type { NameToken } from './name-tokens.ts';
import { bindingConnectors, connectors, formsOf } from './name-words.ts';
import { createVocabulary } from './vocabulary.ts';

/** Whether a text can be said to have a name: the name's words, folded, in whatever letters the text has them. */
export type NameSupport = (words: readonly string[]) => boolean;

export function nameSupport(tokens: readonly NameToken[], runs: readonly (readonly NameToken[])[]): NameSupport {
  const words: string[] = [];
  for (const { folded } of tokens) words.push(...folded);
  const vocabulary = createVocabulary();
  const ids = vocabulary.idsOf(words);
  const { alone, loose, initials } = readRuns(tokens, runs);
  const acronyms = new Set<string>();
  for (const { acronym, folded } of tokens) if (acronym) for (const word of folded) acronyms.add(word);
  const grams = new Map<number, Grams>();

  function hasGram(part: readonly string[]): boolean {
    if (!part.every((word) => vocabulary.has(word))) return false;
    const known = grams.get(part.length) ?? gramsOf(ids, part.length);
    grams.set(part.length, known);
    return known.has(vocabulary.idsOf(part), 0);
  }

  /** Whether the name is made of whole names and other words of the text. */
  function isMadeOfParts(name: readonly string[]): boolean {
    const reached = [true];
    for (let end = 1; end <= name.length; end++) {
      reached[end] = name.slice(0, end).some((word, start) => {
        if (!reached[start]) return false;
        const part = name.slice(start, end);
        return part.length === 1 ? formsOf(part[0] ?? word).some((form) => loose.has(form)) : hasGram(part);
      });
    }
    return reached[name.length] ?? false;
  }

  return (name) => {
    const last = name.at(-1) ?? '';
    if (name.length === 1) return formsOf(last).some((form) => vocabulary.has(form)) || initials.has(last);
    const byLastName = alone.has(last) && !name.some((word) => bindingConnectors.has(word));
    return byLastName || isMadeOfParts(name) || initialsOf(name).some((letters) => acronyms.has(letters));
  };
}

function readRuns(tokens: readonly NameToken[], runs: readonly (readonly NameToken[])[]) {
  /** Names of one word. */
  const alone = new Set<string>();
  /** Initials of names of several words. */
  const initials = new Set<string>();
  const bound = new Set<NameToken>();
  for (const run of runs) {
    const [first, ...others] = run;
    if (first === undefined) continue;
    if (others.length === 0) for (const word of first.folded) alone.add(word);
    else {
      // What stands first in a sentence may be a word by itself.
      for (const token of run) if (!token.first) bound.add(token);
      for (const letters of initialsOf(run.flatMap(({ folded }) => folded))) initials.add(letters);
    }
  }
  const loose = new Set<string>();
  for (const token of tokens) if (!bound.has(token)) for (const word of token.folded) loose.add(word);
  return { alone, initials, loose };
}

/** “who” of “World Health Organization”; with and without the connectors. */
function initialsOf(name: readonly string[]): readonly string[] {
  const letters = (words: readonly string[]): string => words.map((word) => word[0] ?? '').join('');
  const both = [letters(name), letters(name.filter((word) => !connectors.has(word)))];
  return both.filter(({ length }) => length > 1);
}
