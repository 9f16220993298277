import type { Sampling } from './models.ts';
import type { Expression } from './values.ts';

/** Everything of a rephrasing; a rephrasing of one request has one step. */
export interface Rephrasing {
  readonly name: string;
  readonly line: number;
  readonly about: string | null;
  readonly style: string | null;
  readonly when: Expression | null;
  /** How likely it is drawn where `mix.per_document` is a number, against the others that apply to the document. */
  readonly weight: number;
  readonly rollouts: number;
  /** Variables of which every value is used instead of one that is drawn. */
  readonly each: readonly string[];
  /** What part of the document is rephrased; null is all of it. */
  readonly window: Window | null;
  /** How the windowed text is cut into passages; null leaves it whole. */
  readonly chunk: Chunk | null;
  /** The requests of a passage in their order; at least one. */
  readonly steps: readonly RephrasingStep[];
  /** The step whose answer is the rephrasing; null is the last. */
  readonly result: string | null;
  /** Cleaning of the answer that is the rephrasing. */
  readonly clean: readonly CleanStep[];
  /** Gates of the defaults, then of the rephrasing. */
  readonly keep: readonly Expression[];
  /** How often a rephrasing that was rejected for what the model said is asked for again, with a new seed. */
  readonly retries: number;
  /** What stands between the outputs of a document that become one record; null makes a record of each. */
  readonly join: string | null;
  /** Template over `text` and `output` that makes the record's text; null keeps the output alone. */
  readonly assemble: string | null;
}

/** One request of a rephrasing. */
export interface RephrasingStep {
  /** What later steps call its answer; null where the rephrasing has no `steps`. */
  readonly name: string | null;
  /** Name of the model in `models`. */
  readonly model: string;
  readonly system: string | null;
  readonly prompt: string;
  /** The beginning of the answer, put into the model's mouth; part of the text. */
  readonly prefill: string | null;
  /** Of the model, the defaults, the rephrasing, the step: the later wins, key by key. */
  readonly sampling: Sampling;
  /** Cleaning before later steps see the answer, and before the rephrasing's own `clean`. */
  readonly clean: readonly CleanStep[];
  /** `json` reads the answer as JSON, and rejects the rephrasing where it is none. */
  readonly expect: 'text' | 'json';
  /** How later steps go through a list of the answer, item by item; null where they see it as a whole. */
  readonly fanOut: FanOut | null;
}

export interface FanOut {
  /** What later steps call one item, or one list of `choose` items. */
  readonly as: string;
  /** Items in a combination; 1 takes the items one by one. */
  readonly choose: number;
  /** At most so many, drawn where there are more combinations, the first ones where items are taken one by one; null is all. */
  readonly atMost: number | null;
}

export type Window =
  | {
      readonly take: 'first' | 'last' | 'random';
      readonly unit: 'chars' | 'words' | 'tokens';
      /** Of the unit. */
      readonly length: number;
    }
  | { readonly take: 'first_half' | 'second_half'; readonly of: 'document' | 'paragraph' };

export interface Chunk {
  /** Chunks are whole lines, sentences or paragraphs, as many as fit. */
  readonly by: 'line' | 'sentence' | 'paragraph';
  /** Estimated tokens of a chunk at the most. */
  readonly tokens: number;
  /** Whether the prompt without the document counts towards `tokens`. */
  readonly promptCounts: boolean;
  /** What happens to a line, sentence or paragraph that is longer than a chunk. */
  readonly oversize: 'split' | 'drop' | 'truncate';
  /** Chunks with fewer estimated tokens are left out. */
  readonly minTokens: number;
  /** True where chunks are asked one after the other, and each sees what was made of the one before. */
  readonly carry: boolean;
  /** Gates for what was made of each chunk, before outputs are joined: one that fails is left out. */
  readonly keep: readonly Expression[];
}

export type CleanStep =
  | { readonly step: 'think' | 'markdown' | 'quotes' | 'bullets' | 'opener' }
  | { readonly step: 'after' | 'before'; readonly marker: string }
  | { readonly step: 'between'; readonly open: string; readonly close: string }
  | { readonly step: 'drop_lines'; readonly pattern: string }
  | { readonly step: 'replace'; readonly pattern: string; readonly with: string }
  /** Keeps one field of an answer that is JSON; dots go into nested objects. */
  | { readonly step: 'json'; readonly field: string }
  | PairsStep;

/** Keeps some of the question–answer pairs of an answer. */
export interface PairsStep {
  readonly step: 'pairs';
  /** What a question and an answer begin with. */
  readonly question: string;
  readonly answer: string;
  /** Expression that gives the most pairs that are kept; null is all. */
  readonly atMost: string | null;
  /** `at_most` keeps as many as it says, `uniform` a number drawn evenly from 1 up to it. */
  readonly count: 'at_most' | 'uniform';
  /** Whether the pairs are put into a drawn order first. */
  readonly shuffle: boolean;
}
