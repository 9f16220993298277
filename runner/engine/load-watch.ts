import type { Clock } from './clock.ts';
import type { Rephraser, ServerLoad } from './rephraser.ts';

export interface LoadWatch {
  /** Requests are sent: the server is asked from time to time. */
  wake(): void;
  stop(): void;
}

const everyMs = 1_000;
/** While it is still being found out how much it can take. */
const rampingMs = 250;

/**
 * Asks a server how much it has to do, once a second while `isBusy` and more often while `isRamping`, until it says that
 * it does not say. Where the number of requests in flight is given nothing would follow from it, and it is not asked.
 */
export function watchLoad(
  rephraser: Rephraser,
  clock: Clock,
  signal: AbortSignal,
  lane: {
    readonly isBusy: () => boolean;
    readonly isRamping: () => boolean;
    readonly told: (load: ServerLoad) => void;
  },
): LoadWatch {
  let isAsking = false;
  let isOver = rephraser.load === undefined || rephraser.concurrency !== 'auto';
  let cancel: (() => void) | null = null;

  async function askOnce(): Promise<void> {
    isAsking = true;
    try {
      const load = await rephraser.load?.(signal);
      if (load === null) isOver = true;
      else if (load !== undefined && lane.isBusy()) lane.told(load);
    } catch {
      // A server that is away or overrun is told of by the requests themselves; it is asked again in a second.
    } finally {
      isAsking = false;
      wake();
    }
  }

  function wake(): void {
    if (isOver || isAsking || cancel !== null || signal.aborted || !lane.isBusy()) return;
    cancel = clock.after(lane.isRamping() ? rampingMs : everyMs, () => {
      cancel = null;
      if (lane.isBusy() && !signal.aborted) void askOnce();
    });
  }

  return {
    wake,
    stop() {
      isOver = true;
      cancel?.();
      cancel = null;
    },
  };
}
