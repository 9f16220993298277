import type { Clock } from './clock.ts';
import type { Pace } from './pace.ts';
import { type Rephraser, RephraserError } from './rephraser.ts';

/** How often a server is asked how busy it is. */
const intervalMs = 500;

/** Asks a server now and then how busy it is, and tells the pace. */
export interface LoadWatch {
  /** There is more to do than the limit lets through. */
  crowded(): void;
  stop(): void;
}

/**
 * @param inFlight how many requests are on their way now
 * @param events `changed` is called when the limit may be another
 */
export function createLoadWatch(
  { rephraser, pace, clock, signal }: LoadWatchOptions,
  inFlight: () => number,
  events: { readonly changed: () => void; readonly broke: (error: unknown) => void },
): LoadWatch {
  const told = pace.told;
  /** Takes back the timer; null where nothing is asked at the moment. */
  let cancel: (() => void) | null = null;
  let silent = told === undefined || rephraser.load === undefined;

  async function ask(): Promise<void> {
    const load = await rephraser.load?.(signal).catch((error: unknown) => {
      if (error instanceof RephraserError || signal.aborted) return null;
      throw error;
    });
    cancel = null;
    // A server that does not say is not asked again: its answers tell enough.
    if (load === null || load === undefined) silent = true;
    else told?.(load, inFlight());
    events.changed();
  }

  return {
    crowded() {
      if (silent || cancel !== null || signal.aborted) return;
      cancel = clock.after(intervalMs, () => void ask().catch(events.broke));
    },
    stop() {
      cancel?.();
      cancel = null;
    },
  };
}

interface LoadWatchOptions {
  readonly rephraser: Rephraser;
  readonly pace: Pace;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}
