import { countTokens } from '#language';
import { type Grams, gramsOf } from './grams.ts';
import { type IdentifiedLanguage, identifiedLanguage, type LanguageIdentifier } from './identify-language.ts';
import type { TextSpan } from '../passages/spans.ts';
import { type Names, readNames } from './read-names.ts';
import { readNumbers, type Numbers } from './read-numbers.ts';
import { once } from './once.ts';
import { type Runs, runsOf } from './runs.ts';
import { countWords, placesOfWords, splitWords } from './split-words.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';

/** A text, and what several measures need of it: each part is taken once, when it is first asked for. */
export interface MeasuredText {
  readonly text: string;
  readonly tokens: () => number;
  /** In lower case, in the order of the text. */
  readonly words: () => readonly string[];
  /** Where each of the words stands in the text. */
  readonly places: () => readonly TextSpan[];
  readonly wordCount: () => number;
  /** The words as numbers of the vocabulary. */
  readonly ids: () => Int32Array;
  readonly grams: (size: number) => Grams;
  /** Every run of words of the text. */
  readonly runs: () => Runs;
  readonly numbers: () => Numbers;
  readonly names: () => Names;
  readonly language: () => IdentifiedLanguage;
}

/** Texts that are compared with one another share one vocabulary. */
export function measuredText(
  text: string,
  identifyLanguage: LanguageIdentifier,
  vocabulary: Vocabulary = createVocabulary(),
): MeasuredText {
  const words = once(() => splitWords(text));
  const ids = once(() => vocabulary.idsOf(words()));
  const grams = new Map<number, Grams>();
  return {
    text,
    tokens: once(() => countTokens(text)),
    words,
    places: once(() => placesOfWords(text)),
    wordCount: once(() => countWords(text)),
    ids,
    grams(size) {
      const known = grams.get(size) ?? gramsOf(ids(), size);
      grams.set(size, known);
      return known;
    },
    runs: once(() => runsOf(ids())),
    numbers: once(() => readNumbers(text, words)),
    names: once(() => readNames(text)),
    language: once(() => identifiedLanguage(text, identifyLanguage)),
  };
}
