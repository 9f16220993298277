/** Counts the requests of a lane that are on their way, and the answers that are being written down. */
export interface Flights {
  readonly flying: number;
  /** They hold no slot: the next request need not wait for the disk. */
  readonly finishing: number;
  began(): void;
  landed(): void;
  /** An answer is dealt with as soon as the promise resolves, which it always does. */
  finish(written: Promise<void>): void;
  /** Resolves when there are no more of either. */
  settled(): Promise<void>;
}

/** @param changed called whenever there is one less of either */
export function createFlights(changed: () => void): Flights {
  let flying = 0;
  let finishing = 0;
  let waiting: (() => void)[] = [];

  function less(): void {
    changed();
    if (flying + finishing > 0) return;
    const told = waiting;
    waiting = [];
    for (const tell of told) tell();
  }

  async function finished(written: Promise<void>): Promise<void> {
    await written;
    finishing--;
    less();
  }

  return {
    get flying() {
      return flying;
    },
    get finishing() {
      return finishing;
    },
    began() {
      flying++;
    },
    landed() {
      flying--;
      less();
    },
    finish(written) {
      finishing++;
      void finished(written);
    },
    async settled() {
      if (flying + finishing > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}
