import type { Problem } from '../../problem.ts';
import type { EvidenceFile } from './facts.ts';

/** What is known of something in a strategy. It informs and never forbids. */
export type EvidenceNote = (file: EvidenceFile) => readonly Problem[];

/** The scale of BeyondWeb's ablations, at which most of the numbers were measured. */
export const ablations = 'BeyondWeb, students of 1B parameters on 20B tokens';
