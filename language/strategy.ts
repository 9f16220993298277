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
  /** Requests that may begin within a minute; null is no such limit. */
  readonly requestsPerMinute: number | null;
  /** Tokens, of prompts and answers together, that requests of a minute may cost; null is no such limit. */
  readonly tokensPerMinute: number | null;
  /** Seconds that one request may take. */
  readonly timeout: number;
}

interface ModelCommon {
  readonly sampling: Sampling;
  readonly limits: Limits;
  /** Tokens that prompt and answer share; null where it is not said. */
  readonly context: number | null;
  /** Number of parameters; null where it is not said. */
  readonly parameters: number | null;
  /** Dollars per million tokens; null where it is not said. */
  readonly price: Price | null;
}

export interface Price {
  readonly input: number;
  readonly output: number;
}

/** An inference server that a run starts where it runs. */
export interface ModelServer {
  readonly engine: 'vllm' | 'sglang' | 'llama-server';
  /** GPUs of one server. */
  readonly gpus: number;
  /** Further arguments of the engine's command line. */
  readonly args: readonly string[];
}

export interface HttpModel extends ModelCommon {
  readonly kind: 'http';
  /** The model's name at the server. */
  readonly id: string;
  /** As written, with `${NAME}` references; one or several replicas. */
  readonly baseUrls: readonly string[];
  /** A `${NAME}` reference, never a key. */
  readonly apiKey: string | null;
  /** Null where the server is somebody else's business. */
  readonly serve: ModelServer | null;
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

export type Target = RayTarget | SlurmTarget;

export interface RayTarget {
  readonly kind: 'ray';
  /** Of the dashboard, as written, with `${NAME}` references. */
  readonly address: string;
  readonly workers: number;
  /** GPUs of one worker. */
  readonly gpus: number;
  /** A `${NAME}` reference, for clusters that ask for a token. */
  readonly token: string | null;
}

export interface SlurmTarget {
  readonly kind: 'slurm';
  readonly partition: string | null;
  readonly account: string | null;
  readonly workers: number;
  /** GPUs of one worker. */
  readonly gpus: number;
  /** Time limit of one worker as Slurm writes it, `HH:MM:SS` or `D-HH:MM:SS`; null is the partition's own. */
  readonly time: string | null;
  /** Further options of sbatch. */
  readonly args: readonly string[];
}

export interface Output {
  /** Folder, relative to the strategy file; null where the person who runs it says. */
  readonly to: string | null;
  readonly as: 'jsonl' | 'parquet';
  /** Seed documents in a slice, and so in one part of the output. */
  readonly rows: number;
  /** Whether rejected pieces are written down with their text. */
  readonly rejects: boolean;
  /** Whether records hold what the model said before it was cleaned, as a column `raw`. */
  readonly raw: boolean;
}
