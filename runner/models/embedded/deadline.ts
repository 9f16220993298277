import { setMaxListeners } from 'node:events';

/** A signal that ends a request when the caller wants it ended or its time is up, and says afterwards which it was. */
export interface Deadline {
  readonly signal: AbortSignal;
  readonly timedOut: boolean;
  /** Must be called when the request is over: takes timer and listener back. */
  release(): void;
}

export function startDeadline(outer: AbortSignal, timeoutMs: number): Deadline {
  const controller = new AbortController();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    controller.abort(new Error(`No answer within ${timeoutMs} ms.`));
  }, timeoutMs);
  const follow = (): void => controller.abort(outer.reason);
  if (outer.aborted) follow();
  else {
    // One signal ends thousands of requests at a time, which is what a run is and no leak.
    setMaxListeners(0, outer);
    outer.addEventListener('abort', follow, { once: true });
  }
  return {
    signal: controller.signal,
    get timedOut() {
      return timedOut;
    },
    release() {
      clearTimeout(timer);
      outer.removeEventListener('abort', follow);
    },
  };
}
