import type { MeasureName } from '#language';
import type { LanguageIdentifier } from './identify-language.ts';
import { explanations, outcomeMeasures, textMeasures } from './list.ts';
import type { MeasuredOutcome, MeasureValue, TextMeasureName } from './measure.ts';
import { measuredText } from './text.ts';
import { createVocabulary } from './vocabulary.ts';

export type { LanguageIdentifier } from './identify-language.ts';
export type { MeasureValue, TextMeasureName } from './measure.ts';

/** What the measures of a rephrasing are taken of. */
export interface MeasureInput {
  /** The seed document's text. */
  readonly source: string;
  /** The cleaned output, before `assemble` puts anything to it. */
  readonly output: string;
  /** The instructions without the document. */
  readonly prompt: string;
  /** In the server's word. */
  readonly finishReason: string;
  readonly identifyLanguage: LanguageIdentifier;
}

/** The measures of one rephrasing; each is computed when it is first asked for, and once. */
export interface Measures {
  get(name: MeasureName): MeasureValue;
  /** What the measure came upon, in a few words (“1987, 42, 9”), or null where there is nothing to add to its value. */
  explain(name: MeasureName): string | null;
}

/** The texts of a rephrasing as its measures see them; what they need is taken when it is first asked for. */
export function measuredOutcome(input: MeasureInput): MeasuredOutcome {
  const vocabulary = createVocabulary();
  return {
    source: measuredText(input.source, input.identifyLanguage, vocabulary),
    output: measuredText(input.output, input.identifyLanguage, vocabulary),
    prompt: measuredText(input.prompt, input.identifyLanguage, vocabulary),
    finishReason: input.finishReason,
  };
}

export function measureScope(input: MeasureInput): Measures {
  const outcome = measuredOutcome(input);
  return {
    get: memoised((name: MeasureName) =>
      isTextMeasure(name) ? textMeasures[name](outcome.output) : outcomeMeasures[name](outcome),
    ),
    explain: (name) => explanations[name]?.(outcome) ?? null,
  };
}

/** The measures of a seed document's text; each is computed when it is first asked for, and once. */
export function sourceMeasures(
  text: string,
  identifyLanguage: LanguageIdentifier,
): (name: TextMeasureName) => MeasureValue {
  const measured = measuredText(text, identifyLanguage);
  return memoised((name: TextMeasureName) => textMeasures[name](measured));
}

/** The measures of a text as a map for expressions, in which each is taken when it is read. */
export function measuresAsMap(
  text: string,
  identifyLanguage: LanguageIdentifier,
): Readonly<Record<string, MeasureValue>> {
  const measures = sourceMeasures(text, identifyLanguage);
  const names = Object.keys(textMeasures).filter(isTextMeasure);
  return Object.defineProperties(
    {},
    Object.fromEntries(names.map((name) => [name, { enumerable: true, get: () => measures(name) }])),
  );
}

/** Whether the name is one of a measure that a seed document has by itself. */
export function isTextMeasure(name: string): name is TextMeasureName {
  return Object.hasOwn(textMeasures, name);
}

/** Whether the name is one of a measure. */
export function isMeasure(name: string): name is MeasureName {
  return isTextMeasure(name) || Object.hasOwn(outcomeMeasures, name);
}

function memoised<Name>(compute: (name: Name) => MeasureValue): (name: Name) => MeasureValue {
  let known: Map<Name, MeasureValue> | null = null;
  return (name) => {
    known ??= new Map();
    const value = known.get(name) ?? compute(name);
    known.set(name, value);
    return value;
  };
}
