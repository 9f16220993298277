import { problem } from '../problem.ts';
import { ablations, type EvidenceNote } from './note.ts';

/** Strategies that summarise and do nothing else. */
export const summaryOnly: EvidenceNote = ({ rephrasings }) => {
  const [first] = rephrasings;
  if (first === undefined || !rephrasings.every(({ summary }) => summary)) return [];
  const message = `Summaries alone came to 46.7, 1.2 above the same text twice, where varied rephrasings came to 50.4 (${ablations}). FinePhrase found summaries below plain DCLM text (13.01 against 13.77).`;
  return [problem('evidence-summary-only', first.span, message)];
};
