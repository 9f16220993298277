/** What the rephrasings of a document and natural text become together. */
export interface Mix {
  /** All rephrasings that apply to a document, or so many of them, drawn by their weights. */
  readonly perDocument: 'all' | number;
  /** Share of natural tokens in the training mixture, 0 to 1; null where no mixture is made. */
  readonly natural: number | null;
  /** Where natural documents come from, as paths; null is the seeds. */
  readonly from: readonly string[] | null;
  /** Tokens at which the mixture is large enough; null is no such end. */
  readonly tokens: number | null;
  /** Least shares of the mixture's tokens, 0 to 1, by style. */
  readonly styles: Readonly<Record<string, number>>;
}

export interface Dedup {
  /** Whether equal texts are left out. */
  readonly exact: boolean;
  /** Words of an n-gram, and how the signature of `bands` × `rows` hashes is compared; null leaves near duplicates in. */
  readonly minhash: { readonly ngram: number; readonly bands: number; readonly rows: number } | null;
}

export interface Decontaminate {
  /** Paths of benchmarks, as written. */
  readonly against: readonly string[];
  /** Words of the n-gram that makes a text suspicious. */
  readonly ngram: number;
  /** Share of a benchmark's item, 0 to 1, above which a text that holds it is left out. */
  readonly overlap: number;
}

/** What a run may cost at the most; null is no limit. */
export interface Budget {
  readonly dollars: number | null;
  /** Of prompts and answers together. */
  readonly tokens: number | null;
}
