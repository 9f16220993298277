import type { MeasuredText } from './text.ts';

export function tokens(text: MeasuredText): number {
  return text.tokens();
}
