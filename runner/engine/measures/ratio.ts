import type { MeasuredOutcome } from './measure.ts';

/** An output of an empty source is measured as if the source had one token. */
export function ratio({ source, output }: MeasuredOutcome): number {
  return output.tokens() / Math.max(1, source.tokens());
}
