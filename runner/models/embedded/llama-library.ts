import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The part of node-llama-cpp 3.22 that is used here. It is installed on demand, so its own types are not at hand. */
export interface LlamaLibrary {
  getLlama(options: {
    readonly gpu: 'auto' | false;
    readonly build: 'never';
    readonly skipDownload: true;
    readonly progressLogs: false;
    readonly logLevel: 'error';
    readonly maxThreads: number;
  }): Promise<Llama>;
  LlamaText(parts: readonly unknown[]): { tokenize(tokenizer: unknown): readonly Token[] };
  readonly SpecialTokensText: new (text: string) => unknown;
}

export interface Llama {
  loadModel(options: {
    readonly modelPath: string;
    /** Told again and again how much of the weights is loaded, up to 1. */
    readonly onLoadProgress: (share: number) => void;
  }): Promise<LlamaModel>;
}

/** A token's number; opaque here. */
export type Token = number & { readonly brand?: 'token' };

export interface LlamaModel {
  readonly tokenizer: unknown;
  readonly trainContextSize: number;
  readonly tokens: {
    readonly bos: Token | null;
    readonly bosString: string | null;
    readonly eosString: string | null;
    readonly shouldPrependBosToken: boolean;
  };
  readonly fileInfo: { readonly metadata: { readonly tokenizer?: { readonly chat_template?: string } } };
  detokenize(tokens: readonly Token[], specialTokens: boolean, previous: readonly Token[]): string;
  createContext(options: {
    readonly contextSize: number;
    readonly batchSize: number;
    readonly sequences: 1;
    readonly threads: number;
  }): Promise<{ getSequence(): LlamaSequence }>;
}

export interface LlamaSequence {
  readonly contextTokens: readonly Token[];
  readonly nextTokenIndex: number;
  clearHistory(): Promise<void>;
  eraseContextTokenRanges(ranges: readonly { readonly start: number; readonly end: number }[]): Promise<void>;
  evaluateWithoutGeneratingNewTokens(tokens: readonly Token[]): Promise<void>;
  evaluate(tokens: readonly Token[], options: EvaluateOptions): AsyncGenerator<Token, void, void>;
}

export interface EvaluateOptions {
  readonly temperature: number;
  readonly topP: number;
  readonly topK: number;
  readonly minP: number;
  readonly seed: number;
  readonly repeatPenalty?: {
    readonly punishTokens: () => readonly Token[];
    readonly maxPunishTokens: number;
    readonly penalty: number;
    readonly frequencyPenalty: number;
    readonly presencePenalty: number;
  };
}

/** A Jinja template as the library's own template engine compiles it. */
export type TemplateClass = new (source: string) => { render(values: Readonly<Record<string, unknown>>): string };

/** Loads the library from the folder of its package. Must not be called in the runner's own process. */
export async function importLlama(folder: string): Promise<{ library: LlamaLibrary; Template: TemplateClass }> {
  // The version is pinned by the lock file that installed it, and these are its documented exports.
  const library = (await import(pathToFileURL(join(folder, 'dist', 'index.js')).href)) as LlamaLibrary;
  const require = createRequire(join(folder, 'package.json'));
  const { Template } = require('@huggingface/jinja') as { Template: TemplateClass };
  return { library, Template };
}
