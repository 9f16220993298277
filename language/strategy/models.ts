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
  /** Present where a run asks by batches. */
  readonly batch?: true;
  /** Present where all requests about a document begin with it. */
  readonly layout?: 'document-first';
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
