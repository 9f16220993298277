import type { MeasuredText } from './text.ts';

export function words(text: MeasuredText): number {
  return text.wordCount();
}
