import { problem } from '../problem.ts';
import { type EvidenceFile, floorOf } from './facts.ts';
import { ablations, type EvidenceNote } from './note.ts';
import { conversational } from './styles.ts';

/** Natural web text is conversational to this share, by its formats. */
const naturalShare = 0.0367;

/** Mixtures with next to nothing conversational. */
export const fewConversational: EvidenceNote = (file) => {
  const share = conversationalShare(file);
  if (share === undefined || share >= 0.1 || file.rephrasingsKey === undefined || !isVaried(file)) return [];
  const message = `About ${percent(share)} of what comes out is conversational: with 3.7 % of it few-shot scores came to 43.2, with 10 % to 43.5 and with 20 % to 44.0 (${ablations}). That was natural text; of rephrasings FinePhrase gained by FAQs (14.45 against 13.77) and not by discussions.`;
  return [problem('evidence-few-conversational', file.rephrasingsKey, message)];
};

/** Mixtures that are conversational for the larger part. */
export const manyConversational: EvidenceNote = (file) => {
  const share = conversationalShare(file);
  const known = file.natural !== undefined || file.rephrasings.length > 1;
  if (share === undefined || share <= 0.5 || !known || file.rephrasingsKey === undefined) return [];
  const message = `About ${percent(share)} of what comes out is conversational: 20 % of it came to 44.0 in few-shot scores and 50 % to 44.1, so that more of it gained next to nothing (${ablations}). WRAP found no style better than questions and answers where questions are what is asked.`;
  return [problem('evidence-many-conversational', file.rephrasingsKey, message)];
};

/**
 * Share of the mixture that is conversational, taking rephrasings to be of one length; undefined where all is natural. A
 * strategy that says nothing of natural text is judged by its rephrasings.
 */
function conversationalShare(file: EvidenceFile): number | undefined {
  const { rephrasings, requests, natural = 0 } = file;
  if (rephrasings.length === 0 || natural === 1) return undefined;
  const drawn = requests.some(({ weight }) => weight !== undefined) && hasDraws(file);
  const weights = new Map(drawn ? requests.map(({ name, weight }) => [name, weight?.value ?? 1]) : []);
  const weightOf = (name: string): number => weights.get(name) ?? 1;
  const all = rephrasings.reduce((sum, { name }) => sum + weightOf(name), 0);
  const those = rephrasings.filter((one) => one.conversational).reduce((sum, { name }) => sum + weightOf(name), 0);
  if (all === 0) return undefined;
  return Math.max(natural * naturalShare + ((1 - natural) * those) / all, floorOf(file, conversational));
}

/** One style alone, and summaries alone, are told as such. */
function isVaried({ rephrasings }: EvidenceFile): boolean {
  return new Set(rephrasings.map(({ style }) => style)).size > 1 && !rephrasings.every(({ summary }) => summary);
}

function hasDraws({ mix }: EvidenceFile): boolean {
  const value = mix?.pairs.find(({ key }) => key.text === 'per_document')?.value;
  return value?.kind === 'scalar' && typeof value.value === 'number';
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
