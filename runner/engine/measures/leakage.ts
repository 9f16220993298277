import type { MeasuredOutcome } from './measure.ts';
import { matchLengths } from './runs.ts';

/** A run that the source holds as well came from there as likely as not, so it does not count. */
export function leakage(outcome: MeasuredOutcome): number {
  return longestLeak(outcome).length;
}

/** The words that leaked, as they are compared. */
export function explainLeakage(outcome: MeasuredOutcome): string | null {
  const { end, length } = longestLeak(outcome);
  if (length === 0) return null;
  const shown = outcome.output.words().slice(end - length, end - length + Math.min(length, 12));
  return `“${shown.join(' ')}${length > shown.length ? ' …' : ''}”`;
}

function longestLeak({ source, output, prompt }: MeasuredOutcome): { readonly end: number; readonly length: number } {
  const words = output.ids();
  const ofPrompt = matchLengths(prompt.runs(), words);
  const ofSource = matchLengths(source.runs(), words);
  let longest = { end: 0, length: 0 };
  for (const [index, length] of ofPrompt.entries()) {
    if (length > longest.length && length > (ofSource[index] ?? 0)) longest = { end: index + 1, length };
  }
  return longest;
}
