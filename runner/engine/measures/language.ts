import type { MeasuredText } from './text.ts';

/** ISO 639 code, or `unknown`. */
export function language(text: MeasuredText): string {
  return text.language().language;
}
