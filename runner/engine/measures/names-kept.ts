import type { MeasuredOutcome } from './measure.ts';
import { listNames, missingNames } from './read-names.ts';

/** Recall of named entities (Nan et al. 2021, arXiv 2102.09130), which are told by their capital letters alone. */
export function namesKept({ source, output }: MeasuredOutcome): number {
  const all = source.names().claimed.size;
  return all === 0 ? 1 : 1 - missingNames(output.names(), source.names()).length / all;
}

/** The names that the output lost, as the source writes them. */
export function explainNamesKept({ source, output }: MeasuredOutcome): string | null {
  const lost = missingNames(output.names(), source.names());
  return lost.length === 0 ? null : `without ${listNames(lost)}`;
}
