import { pairOf } from '../../resolve/read.ts';
import { contentSpan } from '../../syntax/placement.ts';
import { problem } from '../problem.ts';
import { ablations, type EvidenceNote } from './note.ts';

/** Seeds that are taken as they come. */
export const unselectedSeeds: EvidenceNote = ({ seeds, rephrasings }) => {
  if (seeds?.value?.kind !== 'map' || rephrasings.length === 0 || pairOf(seeds.value, 'keep') !== undefined) return [];
  const message = `No \`keep\` chooses among the seeds: rephrasings of high-quality pages came to 49.2 and those of low-quality pages to 48.6 (${ablations}). FinePhrase found the quality of the natural text beside them to matter more, by 3.36 against 1.31.`;
  return [problem('evidence-unselected-seeds', contentSpan(seeds.key), message)];
};
