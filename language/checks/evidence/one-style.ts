import { problem } from '../problem.ts';
import type { EvidenceNote } from './note.ts';

/** Strategies that rephrase in one way. A prompt that varies makes it several, and summaries are told as such. */
export const oneStyle: EvidenceNote = ({ rephrasings, variables }) => {
  const [first] = rephrasings;
  if (first === undefined || rephrasings.every(({ summary }) => summary)) return [];
  if (rephrasings.some(({ style }) => style !== first.style)) return [];
  if (rephrasings.some(({ uses }) => [...uses].some((name) => variables.has(name)))) return [];
  const message =
    'There is one style: such strategies levelled off or fell over 1T tokens where varied ones still rose (BeyondWeb, students of 1B parameters). FinePhrase found no gain by mixing prompts at 20B tokens, and WRAP none over questions and answers where questions are what is asked.';
  return [problem('evidence-one-style', first.span, message)];
};
