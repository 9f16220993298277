import { countTokens } from '#language';
import { type Grams, gramsOf } from './grams.ts';
import { type IdentifiedLanguage, identifiedLanguage, type LanguageIdentifier } from './identify-language.ts';
import type { TextSpan } from '../passages/spans.ts';
import { type Names, readNames } from './read-names.ts';
import { readNumbers, type Numbers } from './read-numbers.ts';
import { type Runs, runsOf } from './runs.ts';
import { countWords, placesOfWords, splitWords } from './split-words.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';

/** A text, and what several measures need of it: each part is taken once, when it is first asked for. */
export interface MeasuredText {
  readonly text: string;
  tokens(): number;
  /** In lower case, in the order of the text. */
  words(): readonly string[];
  /** Where each of the words stands in the text. */
  places(): readonly TextSpan[];
  wordCount(): number;
  /** The words as numbers of the vocabulary. */
  ids(): Int32Array;
  grams(size: number): Grams;
  /** Every run of words of the text. */
  runs(): Runs;
  numbers(): Numbers;
  names(): Names;
  language(): IdentifiedLanguage;
}

/** Texts that are compared with one another share one vocabulary. */
export function measuredText(
  text: string,
  identifyLanguage: LanguageIdentifier,
  vocabulary: Vocabulary = createVocabulary(),
): MeasuredText {
  return new Measured(text, identifyLanguage, vocabulary);
}

/** One object and no function of its own for every part, since most texts are asked for two of them. */
class Measured implements MeasuredText {
  readonly text: string;
  readonly #identifyLanguage: LanguageIdentifier;
  readonly #vocabulary: Vocabulary;
  #tokens: number | null = null;
  #words: readonly string[] | null = null;
  #places: readonly TextSpan[] | null = null;
  #wordCount: number | null = null;
  #ids: Int32Array | null = null;
  #grams: Map<number, Grams> | null = null;
  #runs: Runs | null = null;
  #numbers: Numbers | null = null;
  #names: Names | null = null;
  #language: IdentifiedLanguage | null = null;

  constructor(text: string, identifyLanguage: LanguageIdentifier, vocabulary: Vocabulary) {
    this.text = text;
    this.#identifyLanguage = identifyLanguage;
    this.#vocabulary = vocabulary;
  }

  tokens(): number {
    return (this.#tokens ??= countTokens(this.text));
  }

  words(): readonly string[] {
    return (this.#words ??= splitWords(this.text));
  }

  places(): readonly TextSpan[] {
    return (this.#places ??= placesOfWords(this.text));
  }

  wordCount(): number {
    return (this.#wordCount ??= countWords(this.text));
  }

  ids(): Int32Array {
    return (this.#ids ??= this.#vocabulary.idsOf(this.words()));
  }

  grams(size: number): Grams {
    this.#grams ??= new Map();
    const known = this.#grams.get(size) ?? gramsOf(this.ids(), size);
    this.#grams.set(size, known);
    return known;
  }

  runs(): Runs {
    return (this.#runs ??= runsOf(this.ids()));
  }

  numbers(): Numbers {
    return (this.#numbers ??= readNumbers(this.text, () => this.words()));
  }

  names(): Names {
    return (this.#names ??= readNames(this.text));
  }

  language(): IdentifiedLanguage {
    return (this.#language ??= identifiedLanguage(this.text, this.#identifyLanguage));
  }
}
