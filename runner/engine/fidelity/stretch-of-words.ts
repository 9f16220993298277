import type { MeasuredText } from '../measures/text.ts';
import type { TextSpan } from '../passages/spans.ts';

/** The stretch of a text from one word up to another, which is not in it. */
export function stretchOfWords(text: MeasuredText, first: number, end: number): TextSpan {
  return { start: text.places()[first]?.start ?? 0, end: text.places()[end - 1]?.end ?? 0 };
}
