/** Timers, so that tests need not wait. */
export interface Timers {
  set(run: () => void, delayMs: number): () => void;
}

export const systemTimers: Timers = {
  set(run, delayMs) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

export interface Throttled {
  /** Runs at once where nothing ran lately, else as soon as the interval is over; once, however often it is asked. */
  request(): void;
  dispose(): void;
}

/** Calls `run` at most once in `intervalMs`; the last request is never lost. */
export function throttle(run: () => void, intervalMs: number, timers: Timers = systemTimers): Throttled {
  let stop: (() => void) | undefined;
  let waiting = false;
  const go = (): void => {
    waiting = false;
    stop = timers.set(() => {
      stop = undefined;
      if (waiting) go();
    }, intervalMs);
    run();
  };
  return {
    request() {
      if (stop) waiting = true;
      else go();
    },
    dispose() {
      stop?.();
      stop = undefined;
      waiting = false;
    },
  };
}
