/**
 * Messages between the editor and `wordmill serve`: JSON-RPC over stdio (vscode-jsonrpc, Content-Length headers).
 * Types and method names only, so that both sides may import this file.
 */
export type * from './models.ts';
export type * from './render.ts';
export type * from './tests.ts';

export const methods = {
  describe: 'wordmill/describe',
  preview: 'wordmill/preview',
  previewProgress: 'wordmill/previewProgress',
  testConnection: 'wordmill/testConnection',
  render: 'wordmill/render',
  rows: 'wordmill/rows',
  partText: 'wordmill/partText',
  modelState: 'wordmill/modelState',
  runTests: 'wordmill/runTests',
  testResult: 'wordmill/testResult',
  askEditorModel: 'wordmill/askEditorModel',
} as const;

/** A strategy as the editor has it: the buffer counts, not the file. */
export interface StrategyText {
  readonly path: string;
  readonly text: string;
  /** Strategy files with unsaved changes, which it may use: they count before those on the disk. */
  readonly used?: readonly { readonly path: string; readonly text: string }[];
}

export interface DescribeParams {
  readonly strategy: StrategyText;
}

export interface DescribeResult {
  /** Errors that keep the strategy from running, with lines from 1; empty where there are none. */
  readonly errors: readonly { readonly line: number; readonly message: string }[];
  /** Why a file without errors is no strategy that can run, in a sentence; null where it is one. */
  readonly notRunnable: string | null;
  readonly name: string;
  readonly rephrasings: readonly {
    readonly name: string;
    readonly about: string | null;
    /** Names of the models that it asks. */
    readonly models: readonly string[];
    readonly line: number;
  }[];
  readonly models: readonly {
    readonly name: string;
    readonly kind: 'http' | 'gguf' | 'mock';
    readonly label: string;
    readonly environment: readonly string[];
    /** Dollars per million tokens; null where the strategy does not say. */
    readonly price: { readonly input: number; readonly output: number } | null;
  }[];
  /** In the order of the file. */
  readonly tests: readonly {
    /** Path as written. */
    readonly document: string;
    /** Names; empty is all rephrasings. */
    readonly rephrasings: readonly string[];
    readonly expect: readonly { readonly expression: string; readonly line: number }[];
    readonly line: number;
  }[];
  /** Absolute paths of the strategy files that it uses, itself or through others. */
  readonly uses: readonly string[];
  /** Absolute folder that `output.to` names, or null. */
  readonly output: string | null;
}

/** Which document: an open one (its buffer), the n-th of the strategy's seeded sample, or a row of a file. Rows count from 0. */
export type ChosenDocument =
  | { readonly kind: 'text'; readonly path: string; readonly text: string }
  | { readonly kind: 'sample'; readonly index: number }
  | { readonly kind: 'row'; readonly path: string; readonly row: number };

export interface PreviewParams {
  readonly strategy: StrategyText;
  readonly document: ChosenDocument;
  /** Names of rephrasings; empty is all of them. */
  readonly rephrasings: readonly string[];
  /**
   * Models whose requests go elsewhere for this time, as `--model NAME=WHERE` has it; `editor:ID` asks a model of the editor,
   * and `model:NAME` another one of the strategy.
   * `*` stands for all models. Absent where there are none.
   */
  readonly models?: Readonly<Record<string, string>>;
  /**
   * How often the same preview was asked for again: each time has seeds of its own for the requests, variables stay as they are
   * drawn. 0 or absent is what a run would do; only that may come out of the cache.
   */
  readonly again?: number;
  /** Secrets by the names of environment variables; they are used and never written down. */
  readonly environment: Readonly<Record<string, string>>;
  /** Chosen by the caller; comes back in every progress message. */
  readonly token: string;
}

export interface PreviewProgress {
  readonly token: string;
  readonly rephrasing: string;
  /**
   * Which stream of text: a rephrasing has several where it has rollouts, every value of a variable, chunks, or items of a
   * list. Requests that follow each other share one. Null where all that have no text yet are meant.
   */
  readonly piece: number | null;
  /** What is being waited for (`loading smollm2-135m`), or null while text comes. */
  readonly state: string | null;
  /** Further text of the answer. */
  readonly text: string;
}

/** The shape of `wordmill preview --format json`. */
export interface PreviewResult {
  readonly documents: readonly PreviewedDocument[];
}

export interface PreviewedDocument {
  readonly id: string;
  readonly file: string;
  readonly text: string;
  /** The expression that skips the document, the line where it stands, and what it gave. */
  readonly skipped: { readonly expression: string; readonly line: number; readonly value: unknown } | null;
  readonly results: readonly PreviewedRephrasing[];
  /** Rephrasings for which the document is too short: it has no passage. Absent where there are none. */
  readonly withoutPassage?: readonly string[];
}

export interface PreviewedMessage {
  readonly role: string;
  readonly content: string;
}

export interface PreviewedRephrasing {
  readonly rephrasing: string;
  /** Of the request that gave it. */
  readonly messages: readonly PreviewedMessage[];
  /** What the model said, untouched; null where it was not reached. */
  readonly raw: string | null;
  /** The answer after cleaning, as measures and gates saw it; null where it did not come that far. */
  readonly cleaned: string | null;
  /** What the answer has invented, lost or copied; spans count in `cleaned` and in the document's text. */
  readonly findings: readonly Finding[];
  /** Number of the chunk; null where the document stays whole, and for what is joined of its chunks. */
  readonly chunk: number | null;
  /** Every request on the way to it, in their order; of a joined record, those of all its parts. */
  readonly steps: readonly {
    /** Null where the rephrasing has no `steps`. */
    readonly name: string | null;
    readonly chunk: number | null;
    /** Of every list that is gone through, which item. */
    readonly item: readonly number[];
    readonly messages: readonly PreviewedMessage[];
    readonly raw: string | null;
  }[];
  readonly record: Readonly<Record<string, unknown>> | null;
  readonly reject: {
    readonly reason: string;
    readonly message: string;
    readonly gate: string | null;
    readonly line: number | null;
    /** The text after cleaning, as the gates saw it; null where it did not come that far. */
    readonly text: string | null;
    /** Of the requests that it took; absent where no answer came. */
    readonly input_tokens?: number;
    readonly output_tokens?: number;
    readonly measures: Readonly<Record<string, unknown>>;
  } | null;
  /** What a test expects of the record, and whether it is so. Absent where nothing was expected. */
  readonly expectations?: readonly {
    readonly expression: string;
    readonly line: number;
    readonly passed: boolean;
    readonly value: unknown;
    /** Why it failed, in one sentence; null where it passed. */
    readonly message: string | null;
  }[];
}

/** One thing about a rephrasing's faithfulness to its source, found without a model. */
export interface Finding {
  readonly kind: FindingKind;
  /** One sentence. */
  readonly message: string;
  /** Where it is in the answer after cleaning; null where it is missing there. */
  readonly output: { readonly start: number; readonly end: number } | null;
  /** Where it is in the document's text; null where it is not. */
  readonly source: { readonly start: number; readonly end: number } | null;
}

export type FindingKind =
  | 'number-invented'
  | 'number-lost'
  | 'date-invented'
  | 'date-lost'
  | 'name-invented'
  | 'name-lost'
  | 'url-invented'
  | 'url-lost'
  | 'quotation-invented'
  | 'quotation-lost'
  | 'quotation-changed'
  | 'copied'
  | 'truncated'
  | 'opener'
  | 'leaked-instruction';
