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
      'Tokens of the text, estimated (≈) without the rephraser’s own tokenizer: pieces as GPT-4’s vocabulary cuts them, at their mean cost by length and case. Against that vocabulary English web prose is off by 2 % in the median and by less than 5 % in 19 of 20 texts, source code by 5 % and 13 %; for other scripts it is an order of magnitude. So no gate should hang on the exact number.',
  },
  words: {
    type: 'number',
    range: [0, Infinity],
    ofSource: true,
    documentation:
      'Words of the text: runs of letters, marks and digits, joined by inner apostrophes and hyphens. Scripts without spaces between words are taken apart by a dictionary.',
  },
  chars: {
    type: 'number',
    range: [0, Infinity],
    ofSource: true,
    documentation: 'Characters of the text, counted as Unicode code points.',
  },
  language: {
    type: 'string',
    ofSource: true,
    documentation:
      'Language of the text as its ISO 639 code: `en`, `de`, `zh`, … It is `unknown` where the text has no letters, or where no language reaches a probability of 0.5. Told by fastText’s lid.176 (Joulin et al. 2016, arXiv 1607.01759) from the first 1,000 characters, line breaks aside; it knows 176 languages and is at its best from a sentence on.',
  },
  language_score: {
    type: 'number',
    range: [0, 1],
    ofSource: true,
    documentation:
      'Probability of the text’s most probable language, as fastText’s lid.176 gives it; 0 where the text has no letters. FineWeb keeps English pages from 0.65 on, Nemotron-CC from 0.3 on.',
  },
  ratio: {
    type: 'number',
    range: [0, Infinity],
    ofSource: false,
    documentation:
      'Length of the output over the length of the source, both in estimated tokens. RePro keeps up to 1.25 (arXiv 2510.10681); FinePhrase saw no link between this and the score of the trained model.',
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
      'True where the output opens with an apology or an inability instead of a rephrasing (“I’m sorry, but I can’t assist …”), or asks for the text. Only the opening is looked at, and only in English, since web prose apologises too.',
  },
  preamble: {
    type: 'boolean',
    ofSource: false,
    documentation:
      'True where the output opens with talk about itself (“Sure! Here is the rewritten text:”), in English. The cleaning step `opener` takes away just that, so the measure is for outputs that are not cleaned of it. After WRAP (arXiv 2401.16380).',
  },
  leakage: {
    type: 'number',
    range: [0, Infinity],
    ofSource: false,
    documentation:
      'Words in the longest run that the output shares with the instructions and not with the source. From 8 on it is a leak; shorter runs are shared by chance. The threshold is a proposal without a study behind it.',
  },
  copied: {
    type: 'number',
    range: [0, 1],
    ofSource: false,
    documentation:
      'Share of the output’s words that lie in a run of 8 or more words copied from the source; capital letters, marks and line breaks make no difference. The per-word overlap of Llama 2’s contamination check (arXiv 2307.09288, A.6), with 8 words instead of 10 tokens.',
  },
  density: {
    type: 'number',
    range: [0, Infinity],
    ofSource: false,
    documentation:
      'Extractive density: the sum of the squared lengths of the longest fragments shared with the source, over the words of the output (Grusky et al. 2018, arXiv 1804.11283). 1 or 2 is a free rewriting, the length of the text a copy.',
  },
  novelty: {
    type: 'number',
    range: [0, 1],
    ofSource: false,
    documentation:
      'Share of the output’s distinct word bigrams that the source does not have (See et al. 2017, arXiv 1704.04368).',
  },
  numbers_kept: {
    type: 'number',
    range: [0, 1],
    ofSource: false,
    documentation:
      'Share of the source’s distinct numbers that the output still has; 1 where the source has none. Numbers are compared as described under `numbers_invented`, and the output may say them in words.',
  },
  numbers_invented: {
    type: 'number',
    range: [0, Infinity],
    ofSource: false,
    documentation:
      'Distinct numbers, written in digits, that the source does not have. `1,234`, `1234` and `1.234 thousand` are one number, so are `$3.5M` and `3,500,000`, `50%` and `50 percent`, `21st` and `21`, `1914–18` and `1914 to 1918`; units and signs are not compared. A number that the source says in English words (“twenty-one”, “half”, “January”) is not invented. Marks of lists (`1.`, `Q2:`), citations (`[3]`), addresses and digits behind a letter (`H2O`) do not count. 0 is what a faithful style should reach; numbers that the model computed count as invented.',
  },
  names_kept: {
    type: 'number',
    range: [0, 1],
    ofSource: false,
    documentation:
      'Share of the source’s distinct names that the output still has; 1 where the source has none. It is the recall of named entities of Nan et al. 2021 (arXiv 2102.09130), where names are told as described under `names_invented`.',
  },
  names_invented: {
    type: 'number',
    range: [0, Infinity],
    ofSource: false,
    documentation:
      'Distinct names in the output that the source does not have, after Nan et al. 2021 (arXiv 2102.09130). Names are runs of words with capital letters (“Marie Curie”, “Bank of England”, “NASA”), months and days among them; a word whose capital letter comes from the beginning of a sentence, a heading or a bold label counts only together with others. Capital letters, accents, possessives and titles are not compared; “Curie” and “Marie Curie”, “WHO” and “World Health Organization”, “Europe” and “European” are one name, and whatever the source has in small letters is not invented. It works where capital letters mark names: in English and most languages in Latin, Greek and Cyrillic letters, not in German, and scripts without capital letters have no names here. 0 is what a faithful style should reach; a known name written in another way (“French” for “France”) counts as invented, and names joined by “and” are two.',
  },
  similarity: {
    type: 'number',
    range: [0, 1],
    ofSource: false,
    documentation:
      'How much of the wording source and output share, 0 to 1: the cosine of their vectors of term frequencies (Salton & Buckley 1988), where terms are the runs of four characters in words, English function words left out, each weighed 1 + ln of its count. It is a lexical measure and knows no meaning: a synonym counts as another word, a denial as the same. WRAP’s comparison by sentence embeddings (SimCSE) is another number, and its thresholds do not carry over. English pages on different matters have 0.1 to 0.3 by chance and rewordings clearly more; there is no published threshold, so read one off previews.',
  },
  repetition: {
    type: 'number',
    range: [0, 1],
    ofSource: true,
    documentation:
      'Share of the text’s word 4-grams that repeat an earlier one, seq-rep-4 of Welleck et al. 2019 (arXiv 1908.04319). Loops are above 0.2.',
  },
  duplicate_lines: {
    type: 'number',
    range: [0, 1],
    ofSource: true,
    documentation:
      'Share of the text’s non-empty lines that repeat an earlier line. Gopher drops a document above 0.3 (Rae et al. 2021, arXiv 2112.11446); lists and tables have more of them than prose.',
  },
  readability: {
    type: 'number',
    range: [-Infinity, Infinity],
    ofSource: true,
    documentation:
      'Flesch-Kincaid grade of an English text, in years of school: 0.39 × words / sentences + 11.8 × syllables / words − 15.59 (Kincaid et al. 1975). Syllables are told by rules of spelling, so it is off by a few tenths for a page and by up to one for a few sentences; for other languages it means nothing. 0 where the text has no words in Latin letters. Rephrasings in the manner of WRAP’s medium style lie near 10, raw web pages at 7 to 8.',
  },
  opening: { type: 'string', ofSource: true, documentation: 'The first three words of the text, in lower case.' },
} as const satisfies Record<string, MeasureSpec>;

export type MeasureName = keyof typeof measureTable;
