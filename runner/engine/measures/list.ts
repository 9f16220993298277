import { chars } from './chars.ts';
import { copied } from './copied.ts';
import { density } from './density.ts';
import { duplicateLines } from './duplicate-lines.ts';
import { finishReason } from './finish-reason.ts';
import { language } from './language.ts';
import { languageScore } from './language-score.ts';
import { explainLeakage, leakage } from './leakage.ts';
import type { OutcomeMeasure, OutcomeMeasureName, MeasuredOutcome, TextMeasure, TextMeasureName } from './measure.ts';
import type { MeasureName } from '#language';
import { explainNamesInvented, namesInvented } from './names-invented.ts';
import { explainNamesKept, namesKept } from './names-kept.ts';
import { novelty } from './novelty.ts';
import { explainNumbersInvented, numbersInvented } from './numbers-invented.ts';
import { explainNumbersKept, numbersKept } from './numbers-kept.ts';
import { opening } from './opening.ts';
import { preamble } from './preamble.ts';
import { ratio } from './ratio.ts';
import { refusal } from './refusal.ts';
import { readability } from './readability.ts';
import { repetition } from './repetition.ts';
import { similarity } from './similarity.ts';
import { tokens } from './tokens.ts';
import { truncated } from './truncated.ts';
import { words } from './words.ts';

/** One implementation for every name of the language's table; a name without one does not compile. */
export const textMeasures: Readonly<Record<TextMeasureName, TextMeasure>> = {
  tokens,
  words,
  chars,
  language,
  language_score: languageScore,
  repetition,
  duplicate_lines: duplicateLines,
  readability,
  opening,
};

export const outcomeMeasures: Readonly<Record<OutcomeMeasureName, OutcomeMeasure>> = {
  ratio,
  truncated,
  finish_reason: finishReason,
  refusal,
  preamble,
  leakage,
  copied,
  density,
  novelty,
  numbers_kept: numbersKept,
  numbers_invented: numbersInvented,
  names_kept: namesKept,
  names_invented: namesInvented,
  similarity,
};

/** Measures that can say what they came upon. */
export const explanations: Readonly<Partial<Record<MeasureName, (outcome: MeasuredOutcome) => string | null>>> = {
  leakage: explainLeakage,
  numbers_kept: explainNumbersKept,
  numbers_invented: explainNumbersInvented,
  names_kept: explainNamesKept,
  names_invented: explainNamesInvented,
};
