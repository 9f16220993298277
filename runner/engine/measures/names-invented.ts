import type { MeasuredOutcome } from './measure.ts';
import { listNames, missingNames } from './read-names.ts';

/** The count behind the precision of named entities (Nan et al. 2021, arXiv 2102.09130). */
export function namesInvented({ source, output }: MeasuredOutcome): number {
  return missingNames(source.names(), output.names()).length;
}

/** The names that the source does not have, as the output writes them. */
export function explainNamesInvented({ source, output }: MeasuredOutcome): string | null {
  const invented = missingNames(source.names(), output.names());
  return invented.length === 0 ? null : listNames(invented);
}
