import { problem } from '../problem.ts';
import type { EvidenceNote } from './note.ts';

/** Gates on measures of prose for rephrasings that write lists, tables, or questions and answers. */
export const proseGates: EvidenceNote = ({ rephrasings, defaultGates }) => {
  const listLike = rephrasings.filter((one) => one.listLike);
  const [first] = listLike;
  if (first === undefined) return [];
  const note = (measure: string, name: string, span: (typeof first)['span']) =>
    problem(
      'evidence-prose-gate',
      span,
      `\`${measure}\` has its thresholds from prose, and \`${name}\` writes something else: lists, tables, questions and answers break Gopher’s rules by their form. Nemotron-CC came to 57.5 in MMLU with such filters off for its best pages, and to 54.1 with them on for all (8B parameters, 1T tokens); on web prose they are in general use.`,
    );
  return [
    ...defaultGates.map(({ measure, span }) => note(measure, first.name, span)),
    ...listLike.flatMap(({ name, gates }) => gates.map(({ measure, span }) => note(measure, name, span))),
  ];
};
