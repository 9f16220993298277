import type { MeasureName, measureTable } from '#language';
import type { MeasuredText } from './text.ts';

export type MeasureValue = number | boolean | string;

/** What a rephrasing's measures are taken of. */
export interface MeasuredOutcome {
  readonly source: MeasuredText;
  readonly output: MeasuredText;
  /** The instructions without the document. */
  readonly prompt: MeasuredText;
  readonly finishReason: string;
}

/** A measure that a text has by itself. */
export type TextMeasure = (text: MeasuredText) => MeasureValue;

/** A measure of an output that needs more than the output: its source, its instructions, how it ended. */
export type OutcomeMeasure = (outcome: MeasuredOutcome) => MeasureValue;

/** Names of the measures that can be taken of a seed document alone. */
export type TextMeasureName = {
  [Name in MeasureName]: (typeof measureTable)[Name]['ofSource'] extends true ? Name : never;
}[MeasureName];

export type OutcomeMeasureName = Exclude<MeasureName, TextMeasureName>;
