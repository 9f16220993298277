import type { MeasuredOutcome } from '../measures/measure.ts';
import { once } from '../measures/once.ts';
import { type Facts, missingFacts } from './facts.ts';
import { conflictingDates } from './conflicting-dates.ts';
import { type ComparedQuotations, compareQuotations } from './compare-quotations.ts';

/** An output beside its source, and what several kinds of findings need of the two: each part is taken once. */
export interface Comparison extends MeasuredOutcome {
  /** What the output states and the source does not have. */
  readonly invented: () => Facts;
  /** What the source states and the output does not have. */
  readonly lost: () => Facts;
  /** The output’s quotations that the source does not have as they are. */
  readonly quotations: () => ComparedQuotations;
}

export function compared(outcome: MeasuredOutcome): Comparison {
  const { source, output } = outcome;
  return {
    ...outcome,
    // Of a lost date that was put together anew, the new date tells.
    invented: once(() => missingFacts(source, output, conflictingDates(source.text, output.text))),
    lost: once(() => missingFacts(output, source, [])),
    quotations: once(() => compareQuotations(outcome)),
  };
}
