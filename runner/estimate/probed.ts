import type { Amounts } from './amounts.ts';
import type { Timed } from './speed.ts';

/** A piece of work that was done for the estimate. */
export interface ProbedPiece {
  readonly rephrasing: string;
  readonly passages: number;
  readonly prompt: number;
  /** What it asked of each model, by the model’s name. */
  readonly amounts: ReadonlyMap<string, Amounts>;
  /** Estimated tokens of the records that came of it, as `mix.tokens` counts them. */
  readonly text: number;
}

/** What a few real requests have shown. */
export interface Probed {
  readonly pieces: readonly ProbedPiece[];
  /** Answered requests of each model. */
  readonly timed: ReadonlyMap<string, readonly Timed[]>;
  /** Tokens of first prompts as a server counts them, beside what we count. */
  readonly counted: ReadonlyMap<string, readonly CountedPrompt[]>;
  /** Models whose answers say how many tokens their prompts had. */
  readonly counting: ReadonlySet<string>;
  /** Requests that it is any use to have in flight, by the model’s name. */
  readonly concurrency: ReadonlyMap<string, number | 'auto'>;
  readonly requests: number;
  readonly seconds: number;
  readonly dollars: number;
  /** Why it ended before it was through, for people; null where it was. */
  readonly trouble: string | null;
}

export interface CountedPrompt {
  readonly ours: number;
  readonly theirs: number;
}

export const notProbed: Probed = {
  pieces: [],
  timed: new Map(),
  counted: new Map(),
  counting: new Set(),
  concurrency: new Map(),
  requests: 0,
  seconds: 0,
  dollars: 0,
  trouble: null,
};
