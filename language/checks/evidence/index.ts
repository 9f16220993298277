import type { Problem } from '../../problem.ts';
import { allSynthetic } from './all-synthetic.ts';
import { continuations } from './continuation.ts';
import { fewConversational, manyConversational } from './conversational.ts';
import type { EvidenceFile } from './facts.ts';
import { longChunks } from './long-chunk.ts';
import type { EvidenceNote } from './note.ts';
import { oneStyle } from './one-style.ts';
import { proseGates } from './prose-gate.ts';
import { largeRephrasers, smallRephrasers } from './rephraser-size.ts';
import { summaryOnly } from './summary-only.ts';
import { unselectedSeeds } from './unselected-seeds.ts';

/** Every note. docs/evidence.md has a section for each code, with the numbers and those who disagree. */
const notes: readonly EvidenceNote[] = [
  continuations,
  summaryOnly,
  unselectedSeeds,
  fewConversational,
  manyConversational,
  oneStyle,
  smallRephrasers,
  largeRephrasers,
  allSynthetic,
  longChunks,
  proseGates,
];

/** What studies say of what stands in a strategy. */
export function evidenceNotes(file: EvidenceFile): readonly Problem[] {
  return notes.flatMap((note) => note(file));
}
export { evidenceFacts, type EvidenceFacts, evidenceFile } from './facts.ts';
