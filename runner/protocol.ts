/**
 * Messages between the editor and `wordmill serve`: JSON-RPC over stdio (vscode-jsonrpc, Content-Length headers).
 * Types and method names only, so that both sides may import this file.
 */
export const methods = {
  describe: 'wordmill/describe',
  preview: 'wordmill/preview',
  previewProgress: 'wordmill/previewProgress',
  testConnection: 'wordmill/testConnection',
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
  }[];
  /** Absolute paths of the strategy files that it uses, itself or through others. */
  readonly uses: readonly string[];
  /** Absolute folder that `output.to` names, or null. */
  readonly output: string | null;
}

export interface PreviewParams {
  readonly strategy: StrategyText;
  /** The open document (its buffer), or the n-th of the strategy's seeded sample. */
  readonly document:
    | { readonly kind: 'text'; readonly path: string; readonly text: string }
    | { readonly kind: 'sample'; readonly index: number };
  /** Names of rephrasings; empty is all of them. */
  readonly rephrasings: readonly string[];
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

export interface TestConnectionParams {
  readonly strategy: StrategyText;
  readonly environment: Readonly<Record<string, string>>;
}

export interface TestConnectionResult {
  readonly models: readonly ConnectionReport[];
}

/** What one model answered to one small real request. */
export interface ConnectionReport {
  readonly model: string;
  readonly ok: boolean;
  /** One sentence: what was asked, where, and what came back. */
  readonly message: string;
  readonly request: string;
  readonly status: number | null;
  /** The first 2,000 characters of the answer. */
  readonly body: string;
  readonly milliseconds: number;
}
