import type { MeasuredOutcome } from './measure.ts';
import { matchesOf } from './runs.ts';
import { type SharedRun, sharedRuns } from './shared-runs.ts';

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

/** Runs of the output’s words, of at least so many, that stand in the instructions and not in the source. */
export function leaksOf({ source, output, prompt }: MeasuredOutcome, shortest: number): readonly SharedRun[] {
  const words = output.ids();
  const ofPrompt = matchesOf(prompt.runs(), words);
  if (ofPrompt.lengths.every((length) => length < shortest)) return [];
  const ofSource = matchesOf(source.runs(), words).lengths;
  return sharedRuns(ofPrompt, shortest, (index) => (ofPrompt.lengths[index] ?? 0) > (ofSource[index] ?? 0));
}

function longestLeak(outcome: MeasuredOutcome): { readonly end: number; readonly length: number } {
  let longest = { end: 0, length: 0 };
  for (const { start, end } of leaksOf(outcome, 1)) {
    if (end - start > longest.length) longest = { end, length: end - start };
  }
  return longest;
}
