import type { MeasuredOutcome } from './measure.ts';
import { listNumbers, missingIn } from './read-numbers.ts';

/** The count behind the precision of facts in Nan et al. 2021 (arXiv 2102.09130), on numbers instead of named entities. */
export function numbersInvented({ source, output }: MeasuredOutcome): number {
  return missingIn(source.numbers(), output.numbers()).length;
}

/** The numbers that the source does not have, as the output writes them. */
export function explainNumbersInvented({ source, output }: MeasuredOutcome): string | null {
  const invented = missingIn(source.numbers(), output.numbers());
  return invented.length === 0 ? null : listNumbers(invented);
}
