/** What a measure gives: its type, the range that a number lies in, and its documentation for hover and reference. */
export interface MeasureSpec {
  readonly type: 'number' | 'boolean' | 'string';
  readonly range?: readonly [number, number];
  /** Whether it can be taken of a seed document alone (in `seeds.keep`, in `when` and as `source.<measure>`). */
  readonly ofSource: boolean;
  /** One paragraph: what it says, its formula, where formula and threshold come from. */
  readonly documentation: string;
}

/** Every measure. `runner/engine/measures/` holds one implementation per name. */
export const measureTable = {
  tokens: {
    type: 'number',
    range: [0, Infinity],
    ofSource: true,
    documentation:
      'Tokens of the text, estimated (≈): no tokenizer of the rephraser is at hand, so words, numbers and marks are counted by rules that follow byte-pair vocabularies on English within about a tenth.',
  },
  words: {
    type: 'number',
    range: [0, Infinity],
    ofSource: true,
    documentation: 'Words of the text: runs of letters and digits, with inner apostrophes and hyphens.',
  },
  chars: {
    type: 'number',
    range: [0, Infinity],
    ofSource: true,
    documentation: 'Characters of the text, counted as Unicode code points.',
  },
  ratio: {
    type: 'number',
    range: [0, Infinity],
    ofSource: false,
    documentation: 'Length of the output over the length of the source, both in estimated tokens.',
  },
  truncated: {
    type: 'boolean',
    ofSource: false,
    documentation:
      'True where the model ran into its token limit instead of ending by itself (finish reason `length`).',
  },
  finish_reason: {
    type: 'string',
    ofSource: false,
    documentation: 'Why the model stopped, in the server’s word: `stop`, `length`, …',
  },
  refusal: {
    type: 'boolean',
    ofSource: false,
    documentation:
      'True where the output opens with an apology or an inability instead of a rephrasing. Only the opening is looked at, since web prose apologises too.',
  },
  preamble: {
    type: 'boolean',
    ofSource: false,
    documentation: 'True where the output opens with talk about itself (“Here is the rewritten text:”).',
  },
  leakage: {
    type: 'number',
    range: [0, Infinity],
    ofSource: false,
    documentation:
      'Words in the longest run that the output shares with the instructions and not with the source. 8 or more is a leak.',
  },
  copied: {
    type: 'number',
    range: [0, 1],
    ofSource: false,
    documentation: 'Share of the output’s words that lie in a run of 8 or more words copied from the source.',
  },
  density: {
    type: 'number',
    range: [0, Infinity],
    ofSource: false,
    documentation:
      'Extractive density: the sum of the squared lengths of the maximal fragments shared with the source, over the words of the output (Grusky 2018).',
  },
  novelty: {
    type: 'number',
    range: [0, 1],
    ofSource: false,
    documentation: 'Share of the output’s distinct word bigrams that the source does not have.',
  },
  numbers_kept: {
    type: 'number',
    range: [0, 1],
    ofSource: false,
    documentation: 'Share of the source’s distinct numbers that the output still has; 1 where the source has none.',
  },
  numbers_invented: {
    type: 'number',
    range: [0, Infinity],
    ofSource: false,
    documentation: 'Distinct numbers in the output that the source does not have.',
  },
  repetition: {
    type: 'number',
    range: [0, 1],
    ofSource: true,
    documentation: 'Share of the text’s word 4-grams that repeat an earlier 4-gram. Loops are above 0.2.',
  },
  duplicate_lines: {
    type: 'number',
    range: [0, 1],
    ofSource: true,
    documentation:
      'Share of the text’s non-empty lines that repeat an earlier line (Gopher drops a document above 0.3).',
  },
  opening: { type: 'string', ofSource: true, documentation: 'The first three words of the text, in lower case.' },
} as const satisfies Record<string, MeasureSpec>;

export type MeasureName = keyof typeof measureTable;
