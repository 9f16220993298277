import type { Clock } from './clock.ts';

/** What is tried again after a while. */
export interface BackOffs<T> {
  readonly size: number;
  /** @param forServer whether it waits for a server that is away, and not because the server has asked it to. */
  add(item: T, delayMs: number, forServer: boolean): void;
  /** Takes out what waits for the server, which is back: nothing of an outage is waited for once it is over. */
  takeForServer(): readonly T[];
  clear(): void;
}

export function createBackOffs<T>(clock: Clock, due: (item: T) => void): BackOffs<T> {
  const waiting = new Set<{ readonly item: T; readonly forServer: boolean; readonly cancel: () => void }>();
  return {
    get size() {
      return waiting.size;
    },
    add(item, delayMs, forServer) {
      const cancel = clock.after(delayMs, () => {
        waiting.delete(entry);
        due(item);
      });
      const entry = { item, forServer, cancel };
      waiting.add(entry);
    },
    takeForServer() {
      const taken = [...waiting].filter(({ forServer }) => forServer);
      for (const entry of taken) {
        entry.cancel();
        waiting.delete(entry);
      }
      return taken.map(({ item }) => item);
    },
    clear() {
      for (const { cancel } of waiting) cancel();
      waiting.clear();
    },
  };
}
