import type { MeasuredOutcome } from './measure.ts';
import { listNumbers, missingIn } from './read-numbers.ts';

/** Recall of facts as in Nan et al. 2021 (arXiv 2102.09130), on numbers instead of named entities. */
export function numbersKept({ source, output }: MeasuredOutcome): number {
  const all = source.numbers().claimed.size;
  return all === 0 ? 1 : 1 - missingIn(output.numbers(), source.numbers()).length / all;
}

/** The numbers that the output lost, as the source writes them. */
export function explainNumbersKept({ source, output }: MeasuredOutcome): string | null {
  const lost = missingIn(output.numbers(), source.numbers());
  return lost.length === 0 ? null : `without ${listNumbers(lost)}`;
}
