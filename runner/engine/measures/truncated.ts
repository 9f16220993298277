import type { MeasuredOutcome } from './measure.ts';

export function truncated({ finishReason }: MeasuredOutcome): boolean {
  return finishReason === 'length';
}
