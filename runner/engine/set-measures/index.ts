import { compressionRatio, type Gzip } from './compression-ratio.ts';
import { conversationalShare } from './conversational-share.ts';
import { distinct } from './distinct.ts';
import { ngramDiversity } from './ngram-diversity.ts';
import { selfRepetition } from './self-repetition.ts';
import { type StyleShare, styleShares } from './style-shares.ts';
import { type TemplateCollapse, templateCollapse } from './template-collapse.ts';
import { type SetText, textSet } from './text-set.ts';

export { acceptRates, type AcceptRates } from './accept-rates.ts';
export type { Gzip } from './compression-ratio.ts';
export { seededSample } from './seeded-sample.ts';
export type { SetText } from './text-set.ts';

/** What a set of texts is like as a whole. Snake case, since these are keys of files that people read. */
export interface SetMeasures {
  /** How many texts, and how many of their words were compared. */
  readonly texts: number;
  readonly words: number;
  readonly distinct_1: number;
  readonly distinct_2: number;
  readonly ngram_diversity: number;
  readonly compression_ratio: number;
  readonly self_repetition: number;
  readonly template_collapse: TemplateCollapse;
  readonly styles: readonly StyleShare[];
  readonly conversational_share: number;
}

/** The measures that are one number, as people call them, each with a line that says how to read it. */
export const setMeasureMeanings = {
  distinct_1: {
    name: 'distinct-1',
    meaning: 'different words over all words (Li et al. 2016); higher is more varied, and falls as a set grows',
  },
  distinct_2: { name: 'distinct-2', meaning: 'the same for pairs of words' },
  ngram_diversity: {
    name: 'n-gram diversity',
    meaning: 'the same for runs of 1, 2, 3 and 4 words, summed: 0 to 4 (Shaib et al. 2024); higher is more varied',
  },
  compression_ratio: {
    name: 'compression ratio',
    meaning: 'bytes over gzipped bytes (Shaib et al. 2024); higher is more repetitive',
  },
  self_repetition: {
    name: 'self-repetition',
    meaning:
      'mean ln(1 + runs of four words that other texts have too) (after Salkar et al. 2022); lower is more varied',
  },
  conversational_share: {
    name: 'conversational share',
    meaning:
      'share of the tokens that is talk or questions and answers; 3 % in natural pages, no further gain above 20 % (BeyondWeb)',
  },
} as const satisfies Partial<Record<keyof SetMeasures, { readonly name: string; readonly meaning: string }>>;

/** What every panel of such numbers has to say. */
export const setMeasureWarning =
  'None of these numbers tells how good the text is for training: no proxy replaces training a model on it (FinePhrase: over 83 runs the educational score of the output had a rank correlation of −0.08 with the trained model’s). Use them to find output that is broken or all alike, compare only sets of one size, and do not rank strategies by them.';

/** The measures of a run's sample, or of the records of a preview. Time and memory are linear in the texts. */
export function measureSet(texts: readonly SetText[], gzip: Gzip): SetMeasures {
  const set = textSet(texts);
  return {
    texts: texts.length,
    words: set.ids.reduce((sum, { length }) => sum + length, 0),
    distinct_1: distinct(set, 1),
    distinct_2: distinct(set, 2),
    ngram_diversity: ngramDiversity(set),
    compression_ratio: compressionRatio(set, gzip),
    self_repetition: selfRepetition(set),
    template_collapse: templateCollapse(set),
    styles: styleShares(set),
    conversational_share: conversationalShare(set),
  };
}
