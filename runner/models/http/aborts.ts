import { setMaxListeners } from 'node:events';

/** Tells many requests at a time that one signal was aborted. */
export interface Aborts {
  /** Calls back once when the signal is aborted; the returned function takes it back. */
  watch(signal: AbortSignal, callback: () => void): () => void;
}

/**
 * A signal looks through all its listeners whenever one is added, which a run with hundreds of requests in flight under
 * one signal does thousands of times a second. So each signal gets one listener here, whoever else is waiting for it.
 */
export function createAborts(): Aborts {
  const watched = new Map<AbortSignal, { readonly callbacks: Set<() => void>; readonly listener: () => void }>();

  const open = (signal: AbortSignal): Set<() => void> => {
    const callbacks = new Set<() => void>();
    const listener = (): void => {
      watched.delete(signal);
      for (const callback of callbacks) callback();
    };
    watched.set(signal, { callbacks, listener });
    // Several models of a run share its signal, which is no leak.
    setMaxListeners(0, signal);
    signal.addEventListener('abort', listener, { once: true });
    return callbacks;
  };

  return {
    watch(signal, callback) {
      const callbacks = watched.get(signal)?.callbacks ?? open(signal);
      callbacks.add(callback);
      return () => {
        callbacks.delete(callback);
        const entry = watched.get(signal);
        if (callbacks.size > 0 || entry?.callbacks !== callbacks) return;
        watched.delete(signal);
        signal.removeEventListener('abort', entry.listener);
      };
    },
  };
}
