import type { LanguageIdentifier } from '#engine';
import type { RephraserOptions } from '#models';
import type { Console } from './console.ts';

/** What every command is given: where it speaks, when it must end, how it reaches models. */
export interface CommandContext {
  readonly console: Console;
  /** `drain` at the first Ctrl-C or SIGTERM, `abort` at the second. */
  readonly signals: { readonly drain: AbortSignal; readonly abort: AbortSignal };
  /** Folder of the package with the files that `init` writes. */
  readonly initFolder: string;
  /** Loads what tells languages when it is first called, and never again. */
  readonly languageIdentifier: () => Promise<LanguageIdentifier>;
  readonly rephraserOptions: (request: RephraserRequestOptions) => RephraserOptions;
}

export interface RephraserRequestOptions {
  /** Absolute folder of the strategy, which the paths of its models are relative to. */
  readonly strategyFolder: string;
  readonly signal: AbortSignal;
  /** Secrets that came with the request, before the process's own environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Told what is being fetched, installed or loaded; a line for people. */
  readonly onNotice: (text: string) => void;
}
