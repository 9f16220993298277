import type { Clock } from './clock.ts';

/** What is tried again after a while. */
export interface BackOffs<T> {
  readonly size: number;
  /** When the first of them is due, by the clock; null where nothing waits. */
  readonly firstDueMs: number | null;
  /** @param forServer whether it waits for a server that is away, and not because the server has asked it to. */
  add(item: T, delayMs: number, forServer: boolean): void;
  /** Takes out what waits for the server, which is back: nothing of an outage is waited for once it is over. */
  takeForServer(): readonly T[];
  clear(): void;
}

export function createBackOffs<T>(clock: Clock, due: (item: T) => void): BackOffs<T> {
  const waiting = new Set<{
    readonly item: T;
    readonly forServer: boolean;
    readonly dueMs: number;
    readonly cancel: () => void;
  }>();
  return {
    get size() {
      return waiting.size;
    },
    get firstDueMs() {
      let first: number | null = null;
      for (const { dueMs } of waiting) first = first === null ? dueMs : Math.min(first, dueMs);
      return first;
    },
    add(item, delayMs, forServer) {
      const cancel = clock.after(delayMs, () => {
        waiting.delete(entry);
        due(item);
      });
      const entry = { item, forServer, dueMs: clock.now() + delayMs, cancel };
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
