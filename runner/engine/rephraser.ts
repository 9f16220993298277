import type { Sampling } from '#language';

export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** One request to a language model. A last message of the assistant is a prefill: the answer goes on from it. */
export interface RephraserRequest {
  readonly messages: readonly Message[];
  /** The messages as `canonicalJson` writes them, where that was done already; it takes longest of all that is done for a request. */
  readonly messagesJson?: string;
  readonly sampling: Sampling;
  /** 31-bit seed for the model's own sampling. */
  readonly seed: number;
}

export interface RephraserAnswer {
  /** What the model said after the prefill, untouched. */
  readonly text: string;
  /** `stop` where it ended by itself, `length` where it ran into the limit, or the server's own word. */
  readonly finishReason: string;
  /** Tokens as the model counted them; null where it did not say. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
}

export interface RephraseOptions {
  readonly signal: AbortSignal;
  /** Called with every further piece of text as it comes. Without it the adapter need not stream. */
  readonly onText?: (text: string) => void;
  /** Called when the model must first be loaded or waited for: one short phrase for people. */
  readonly onState?: (state: string) => void;
}

/** Requests that a server works on, and those that wait at it, whoever sent them. */
export interface ServerLoad {
  readonly running: number;
  readonly waiting: number;
}

/** The port through which the engine reaches a language model. Adapters live in `runner/models/`. */
export interface Rephraser {
  /** @throws RephraserError for what the world did; the signal's reason when aborted. */
  rephrase(request: RephraserRequest, options: RephraseOptions): Promise<RephraserAnswer>;
  /** The most requests that it is any use to have in flight, or `auto` where only the server's answers tell. */
  readonly concurrency: number | 'auto';
  /**
   * Whether the server answers at all: false where it cannot be reached. It tells a request that breaks a server's
   * connections from a server that is gone. Absent where a failure needs no telling apart.
   */
  answers?(signal: AbortSignal): Promise<boolean>;
  /** Tokens of a prompt as the server counts them, without generating anything; null where it has no interface for that. */
  countPrompt?(messages: readonly Message[], signal: AbortSignal): Promise<number | null>;
  /**
   * How much the server has to do, of all replicas together; null where it does not say, and then it is not asked again. Absent
   * where there is nothing to ask.
   */
  load?(signal: AbortSignal): Promise<ServerLoad | null>;
  /** What a record calls the model: its id at the server, the weights' name, `mock:echo`. */
  readonly label: string;
  dispose(): Promise<void>;
}

/**
 * A request that did not come back with an answer.
 * `retry`: the same request may work later. `piece`: this request never will. `run`: no request will (wrong key, no such model).
 */
export class RephraserError extends Error {
  readonly kind: 'retry' | 'piece' | 'run';
  readonly status: number | null;
  /** How long the server asked to wait. */
  readonly retryAfterMs: number | null;

  constructor(
    kind: 'retry' | 'piece' | 'run',
    message: string,
    details: { readonly status?: number; readonly retryAfterMs?: number; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
    this.name = 'RephraserError';
    this.kind = kind;
    this.status = details.status ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
  }
}
