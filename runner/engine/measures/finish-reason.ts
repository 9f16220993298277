import type { MeasuredOutcome } from './measure.ts';

export function finishReason(outcome: MeasuredOutcome): string {
  return outcome.finishReason;
}
