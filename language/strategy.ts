import type { Budget, Decontaminate, Dedup, Mix } from './strategy/mixture.ts';
import type { Model } from './strategy/models.ts';
import type { Rephrasing } from './strategy/rephrasings.ts';
import type { Target } from './strategy/targets.ts';
import type { Expression } from './strategy/values.ts';

export type { Budget, Decontaminate, Dedup, Mix } from './strategy/mixture.ts';
export type {
  GgufModel,
  HttpModel,
  Limits,
  MockModel,
  Model,
  ModelServer,
  Price,
  Sampling,
} from './strategy/models.ts';
export type {
  Chunk,
  CleanStep,
  FanOut,
  PairsStep,
  Rephrasing,
  RephrasingStep,
  Window,
} from './strategy/rephrasings.ts';
export type { RayTarget, SlurmTarget, Target } from './strategy/targets.ts';
export type { Expression } from './strategy/values.ts';

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
  readonly mix: Mix;
  readonly dedup: Dedup | null;
  readonly decontaminate: Decontaminate | null;
  readonly budget: Budget;
  readonly output: Output;
  /** What `wordmill test` asks. */
  readonly tests: readonly Test[];
  /** Other places that a run can go to, by name. */
  readonly targets: Readonly<Record<string, Target>>;
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

export type VariableValue = string | number | boolean;

export interface Variable {
  /** Values in the order of the file; weights are 0 or more and not all 0. */
  readonly values: readonly { readonly value: VariableValue; readonly weight: number }[];
}

/** What is expected of some rephrasings of a document. */
export interface Test {
  readonly line: number;
  /** Path as written. */
  readonly document: string;
  /** Names; empty is all rephrasings. */
  readonly rephrasings: readonly string[];
  /** Over the measures of the output, like gates. */
  readonly expect: readonly Expression[];
}

export type Compression = 'zstd' | 'snappy' | 'gzip' | 'none';

export interface Output {
  /** Folder, relative to the strategy file; null where the person who runs it says. */
  readonly to: string | null;
  readonly as: 'jsonl' | 'parquet';
  /** Of Parquet `zstd` or `snappy`; of JSON lines `none`, `gzip` or `zstd`. */
  readonly compression: Compression;
  /** Seed documents in a slice, and so in one part of the output. */
  readonly rows: number;
  /** Whether rejected pieces are written down with their text. */
  readonly rejects: boolean;
  /** Whether records hold what the model said before it was cleaned, as a column `raw`. */
  readonly raw: boolean;
}
