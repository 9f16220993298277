import type { MeasuredText } from './text.ts';

/** Of the most probable language, also where it is not probable enough to be named. */
export function languageScore(text: MeasuredText): number {
  return text.language().score;
}
