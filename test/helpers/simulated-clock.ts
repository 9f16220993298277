import type { Clock } from '#engine';

interface Timer {
  readonly atMs: number;
  readonly callback: () => void;
}

/** A clock that jumps to the next timer as soon as nothing else is left to do, so that hours pass in no time. */
export class SimulatedClock implements Clock {
  #nowMs = 0;
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#nowMs;
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { atMs: this.#nowMs + delayMs, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Lets time pass until the promise is settled. Fails where it waits for something that no timer brings about. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const mark = (): void => {
      settled = true;
    };
    promise.then(mark, mark);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (settled) return promise;
      const next = [...this.#timers].toSorted((left, right) => left.atMs - right.atMs)[0];
      if (next === undefined) throw new Error('Nothing is left that could settle the promise.');
      this.#timers.delete(next);
      this.#nowMs = next.atMs;
      next.callback();
    }
  }
}
