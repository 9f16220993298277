/** What a cluster did, or is not there to do; `message` says for people what was attempted, what came and what to do. */
export class TargetError extends Error {
  /** True where another strategy, machine or installation mends it, false where the cluster must. */
  readonly usage: boolean;

  constructor(message: string, options: { readonly usage?: boolean; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'TargetError';
    this.usage = options.usage ?? false;
  }
}
