/**
 * A strategy as the runner reads it: every default filled in, every name resolved, nothing that depends on the
 * machine. Plain JSON, so that `run.json` can hold it and a hash of it means something. Paths and `${NAME}` references
 * to the environment stay as they were written. `line` (from 1) points back into the file and is not part of the hash.
 */
export interface Strategy {
  readonly version: 1;
  readonly name: string;
  readonly about: string | null;
  readonly origin: Origin | null;
  /** Every random draw of the strategy hangs on this number. */
  readonly seed: number;
  /** Expressions that are computed of each document, by their names; none needs itself, directly or through others. */
  readonly let: Readonly<Record<string, string>>;
  readonly seeds: Seeds;
  readonly models: Readonly<Record<string, Model>>;
  readonly variables: Readonly<Record<string, Variable>>;
  /** In the order of the file. */
  readonly rephrasings: readonly Rephrasing[];
  readonly output: Output;
}

export interface Origin {
  readonly source: string;
  readonly fidelity: 'published' | 'reconstructed' | 'original' | 'not published';
}

/** Which documents are rephrased. */
export interface Seeds {
  /** Paths, globs and folders as written, relative to the strategy file. */
  readonly from: readonly string[];
  /** The field that holds a document's text; dots go into nested objects. */
  readonly text: string;
  /** The field that holds a document's id; without one the id is file and row. */
  readonly id: string | null;
  /** Expressions over the document; the first that is not true skips it. */
  readonly keep: readonly Expression[];
  /** How many documents at the most, counted after `keep`; null is all of them. */
  readonly limit: number | null;
}

/** An expression as written, and the line where it stands. */
export interface Expression {
  readonly expression: string;
  readonly line: number;
}

/** Sampling parameters by vLLM's names; what is absent is left to the server's own default. */
export interface Sampling {
  readonly temperature?: number;
  readonly top_p?: number;
  readonly top_k?: number;
  readonly min_p?: number;
  readonly repetition_penalty?: number;
  readonly presence_penalty?: number;
  readonly frequency_penalty?: number;
  readonly max_tokens?: number;
  readonly stop?: readonly string[];
}

export interface Limits {
  /** Requests in flight: a number, or `auto` to follow the server. */
  readonly concurrency: number | 'auto';
  /** Seconds that one request may take. */
  readonly timeout: number;
}

interface ModelCommon {
  readonly sampling: Sampling;
  readonly limits: Limits;
  /** Tokens that prompt and answer share; null where it is not said. */
  readonly context: number | null;
}

export interface HttpModel extends ModelCommon {
  readonly kind: 'http';
  /** The model's name at the server. */
  readonly id: string;
  /** As written, with `${NAME}` references; one or several replicas. */
  readonly baseUrls: readonly string[];
  /** A `${NAME}` reference, never a key. */
  readonly apiKey: string | null;
}

export interface GgufModel extends ModelCommon {
  readonly kind: 'gguf';
  /** A known name, a file, or `hf:ORG/REPO/FILE.gguf`. */
  readonly gguf: string;
}

export interface MockModel extends ModelCommon {
  readonly kind: 'mock';
  /** `echo`, or a .jsonl file of `{"match", "answer"}` lines. */
  readonly mock: string;
}

export type Model = HttpModel | GgufModel | MockModel;

export type VariableValue = string | number | boolean;

export interface Variable {
  /** Values in the order of the file; weights are 0 or more and not all 0. */
  readonly values: readonly { readonly value: VariableValue; readonly weight: number }[];
}

export interface Rephrasing {
  readonly name: string;
  readonly line: number;
  readonly about: string | null;
  readonly style: string | null;
  /** Name of the model in `models`. */
  readonly model: string;
  readonly when: Expression | null;
  readonly rollouts: number;
  /** Variables of which every value is used instead of one that is drawn. */
  readonly each: readonly string[];
  readonly system: string | null;
  readonly prompt: string;
  /** The beginning of the answer, put into the model's mouth; part of the text. */
  readonly prefill: string | null;
  /** Of the model, then of the defaults, then of the rephrasing: the later wins, key by key. */
  readonly sampling: Sampling;
  readonly clean: readonly CleanStep[];
  /** Gates of the defaults, then of the rephrasing. */
  readonly keep: readonly Expression[];
  /** Template over `text` and `output` that makes the record's text; null keeps the output alone. */
  readonly assemble: string | null;
}

export type CleanStep =
  | { readonly step: 'think' | 'markdown' | 'quotes' | 'bullets' | 'opener' }
  | { readonly step: 'after' | 'before'; readonly marker: string }
  | { readonly step: 'between'; readonly open: string; readonly close: string }
  | { readonly step: 'drop_lines'; readonly pattern: string }
  | { readonly step: 'replace'; readonly pattern: string; readonly with: string };

export interface Output {
  /** Folder, relative to the strategy file; null where the person who runs it says. */
  readonly to: string | null;
  readonly as: 'jsonl' | 'parquet';
  /** Seed documents in a slice, and so in one part of the output. */
  readonly rows: number;
  /** Whether rejected pieces are written down with their text. */
  readonly rejects: boolean;
}
