import { problem } from '../problem.ts';
import { ablations, type EvidenceNote } from './note.ts';

/** Rephrasings that ask for what comes next. */
export const continuations: EvidenceNote = ({ rephrasings }) =>
  rephrasings.flatMap(({ continuation }) =>
    continuation === undefined
      ? []
      : [
          problem(
            'evidence-continuation',
            continuation,
            `Continued documents came to 46.2, as much as further natural text and 0.7 more than the same text twice, where rephrasings came to 50.4 (${ablations}). FinePhrase found continuations equal to plain DCLM text (13.73 against 13.77).`,
          ),
        ],
  );
