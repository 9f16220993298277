import type { RephraserAnswer, RephraserRequest } from '#engine';

/** What the runner says to a child process that holds a model; over Node's own channel between processes. */
export type ToWorker =
  | { readonly kind: 'load'; readonly load: LoadOptions }
  | {
      readonly kind: 'rephrase';
      readonly id: number;
      readonly request: RephraserRequest;
      /** Whether text is wanted as it comes. */
      readonly stream: boolean;
    }
  | { readonly kind: 'abort'; readonly id: number };

/** What the child says. Every `rephrase` is answered by exactly one of `answer`, `failure` and `aborted`. */
export type FromWorker =
  /** How much of the weights is loaded, from 0 to 1. */
  | { readonly kind: 'loading'; readonly share: number }
  | { readonly kind: 'ready' }
  | { readonly kind: 'not-loaded'; readonly message: string }
  | { readonly kind: 'text'; readonly id: number; readonly text: string }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: RephraserAnswer }
  | {
      readonly kind: 'failure';
      readonly id: number;
      readonly failure: 'piece' | 'retry' | 'run';
      readonly message: string;
    }
  | { readonly kind: 'aborted'; readonly id: number };

export interface LoadOptions {
  /** Absolute folder of the node-llama-cpp package. */
  readonly engine: string;
  /** Absolute path of the weights. */
  readonly weights: string;
  /** Tokens that prompt and answer share; null leaves it to the model, within bounds. */
  readonly context: number | null;
  /** `auto` takes a graphics processor where the engine finds one. */
  readonly gpu: 'auto' | false;
}
