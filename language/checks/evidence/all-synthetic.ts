import { scalarOf } from '../../resolve/read.ts';
import { problem } from '../problem.ts';
import type { EvidenceNote } from './note.ts';

/** Mixtures without natural text. */
export const allSynthetic: EvidenceNote = ({ mix, natural, rephrasings }) => {
  const node = scalarOf(mix, 'natural');
  if (node === undefined || natural !== 0 || rephrasings.length === 0) return [];
  const message =
    'Rephrasings alone reached a loss no sooner than web text, and one third of them beside two thirds of web text 5 to 10 times sooner (Demystifying Synthetic Data, over 1,000 models); WRAP saw them hurt on messy text. BeyondWeb trains on 60 % natural tokens, and no study found a mixture without any best.';
  return [problem('evidence-all-synthetic', node.span, message)];
};
