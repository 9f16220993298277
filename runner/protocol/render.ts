import type { ChosenDocument, PreviewedMessage, StrategyText } from './index.ts';

/** What a strategy makes of a document before any model is asked. */
export interface RenderParams {
  readonly strategy: StrategyText;
  readonly document: ChosenDocument;
  /** Names of rephrasings; empty is all of them. */
  readonly rephrasings: readonly string[];
  readonly models?: Readonly<Record<string, string>>;
}

export interface RenderResult {
  /** Null where a sample has no such document. */
  readonly document: RenderedDocument | null;
}

export interface RenderedDocument {
  readonly id: string;
  readonly file: string;
  readonly row: number;
  readonly text: string;
  /** Every expression of `seeds.keep`, with what it gives here: the document is skipped where one of them does not hold. */
  readonly keep: readonly AskedCondition[];
  readonly rephrasings: readonly RenderedRephrasing[];
}

export interface AskedCondition {
  readonly expression: string;
  /** In the strategy file, from 1. */
  readonly line: number;
  readonly holds: boolean;
  readonly value: unknown;
}

export interface RenderedRephrasing {
  readonly name: string;
  readonly line: number;
  readonly when: AskedCondition | null;
  /** Where the passages are in the document's text, in tokens as `tokens` counts them; one where it stays whole. */
  readonly passages: readonly { readonly start: number; readonly end: number; readonly tokens: number }[];
  /** The requests that are due before any answer has come, of all rollouts, values of `each` and chunks. */
  readonly requests: readonly RenderedRequest[];
}

export interface RenderedRequest {
  /** Null where the rephrasing has no `steps`. */
  readonly step: string | null;
  readonly chunk: number | null;
  readonly model: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly messages: readonly PreviewedMessage[];
  /** Why it cannot be rendered for this document, so that nothing would be asked; it then has no messages. Absent where it can. */
  readonly failed?: string;
  /** Of the messages, as `tokens` counts them. */
  readonly tokens: number;
  /** Where it would go, without anything secret; null for models that are no servers. */
  readonly url: string | null;
  /** The body as a run would send it, as JSON: a preview asks for a stream besides. For models that are no servers, what they would be given. */
  readonly body: string;
  /** The same as a command line, with a reference in the place of the key; null for models that are no servers. */
  readonly curl: string | null;
}

/** Rows of a file, to choose one. */
export interface RowsParams {
  /** Absolute. */
  readonly path: string;
  readonly strategy: StrategyText;
  /** The first row that is wanted, and how many. */
  readonly from: number;
  readonly count: number;
}

export interface RowsResult {
  readonly rows: readonly {
    readonly row: number;
    readonly id: string;
    /** The beginning of the text; of a row that is no document, why. */
    readonly beginning: string;
    readonly readable: boolean;
  }[];
  /** Whether there are further rows behind these. */
  readonly more: boolean;
}

/** A file that a run has written, to be read by people. */
export interface PartTextParams {
  /** Absolute. */
  readonly path: string;
}

export interface PartTextResult {
  /** Its first rows as lines of JSON; of one that cannot be read, why. */
  readonly text: string;
  /** Whether there are further rows behind these. */
  readonly more: boolean;
}
