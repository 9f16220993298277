/** How many requests one model may have in flight, following what comes back. */
export interface Pace {
  readonly limit: number;
  /** A request that began as number `began` was answered. */
  answered(): void;
  /** A request was refused for lack of room, or its connection broke. */
  refused(beganAt: number, nowMs: number): void;
}

const start = 16;
/** The most requests that an adaptive pace has in flight. */
export const mostInFlight = 256;
const decrease = 0.75;

/** A fixed number of requests in flight. */
export function fixedPace(limit: number): Pace {
  return { limit, answered: () => undefined, refused: () => undefined };
}

/**
 * Additive increase, multiplicative decrease. The limit doubles with every full round of answers until the first
 * refusal, then grows by one a round. All refusals of requests that were already on their way at the last decrease
 * belong to the same burst and count once.
 */
export function adaptivePace(): Pace {
  let limit = start;
  let answers = 0;
  let slowStart = true;
  let lastDecreaseMs = Number.NEGATIVE_INFINITY;
  return {
    get limit() {
      return Math.floor(limit);
    },
    answered() {
      answers++;
      if (answers < limit) return;
      answers = 0;
      limit = Math.min(mostInFlight, slowStart ? limit * 2 : limit + 1);
    },
    refused(beganAt, nowMs) {
      slowStart = false;
      if (beganAt < lastDecreaseMs) return;
      lastDecreaseMs = nowMs;
      answers = 0;
      limit = Math.max(1, limit * decrease);
    },
  };
}
