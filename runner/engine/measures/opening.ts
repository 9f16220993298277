import type { MeasuredText } from './text.ts';

export function opening(text: MeasuredText): string {
  return text.words().slice(0, 3).join(' ');
}
