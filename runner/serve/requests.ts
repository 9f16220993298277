import type { CancellationToken } from 'vscode-jsonrpc/node';

/** The requests that are under way, each with a signal of its own. */
export interface Requests {
  /** A handler that is given a signal, which is aborted when the editor cancels the request or is gone. */
  handler<Params, Result>(
    answer: (params: Params, signal: AbortSignal) => Result | Promise<Result>,
  ): (params: Params, token: CancellationToken) => Promise<Result>;
  abort(reason: Error): void;
}

export function createRequests(): Requests {
  const running = new Set<AbortController>();
  return {
    handler: (answer) => async (params, token) => {
      const controller = new AbortController();
      running.add(controller);
      const cancel = (): void => controller.abort(new Error('Cancelled.'));
      const listener = token.onCancellationRequested(cancel);
      if (token.isCancellationRequested) cancel();
      try {
        return await answer(params, controller.signal);
      } finally {
        listener.dispose();
        running.delete(controller);
      }
    },
    abort(reason) {
      for (const controller of running) controller.abort(reason);
    },
  };
}
