import type { MeasuredText } from '../measures/text.ts';
import type { TextSpan } from '../passages/spans.ts';

/** The stretch of a text from one word up to another, which is not in it. */
export function stretchOfWords({ places }: MeasuredText, first: number, end: number): TextSpan {
  return { start: places()[first]?.start ?? 0, end: places()[end - 1]?.end ?? 0 };
}
