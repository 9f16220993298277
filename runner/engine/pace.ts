import type { ServerLoad } from './rephraser.ts';

/** How many requests one model may have in flight, following what comes back. */
export interface Pace {
  readonly limit: number;
  /** A request that began as number `began` was answered. */
  answered(): void;
  /** A request was refused for lack of room, or its connection broke. */
  refused(beganAt: number, nowMs: number): void;
  /** The server has said how busy it is while so many requests were in flight. Absent where nothing follows from it. */
  told?(load: ServerLoad, inFlight: number): void;
}

const start = 16;
const ceiling = 256;
/** The same where the server says how many wait: then nothing but its queue is the limit. */
const toldCeiling = 8192;
/** How many requests should wait at the server, as a share of those that run: none stands idle, and few lie in a queue. */
const queued = { low: 0.05, wanted: 0.1, high: 0.15 } as const;
const decrease = 0.75;

/** A fixed number of requests in flight. */
export function fixedPace(limit: number): Pace {
  return { limit, answered: () => undefined, refused: () => undefined };
}

/**
 * Additive increase, multiplicative decrease. The limit doubles with every full round of answers until the first
 * refusal, then grows by one a round. All refusals of requests that were already on their way at the last decrease
 * belong to the same burst and count once.
 *
 * Servers of one's own hardly ever refuse: they queue. Where one says how many wait, the limit is what keeps a few of them
 * waiting, and answers no longer move it.
 */
export function adaptivePace(): Pace {
  let limit = start;
  let answers = 0;
  let slowStart = true;
  let isTold = false;
  let lastDecreaseMs = Number.NEGATIVE_INFINITY;
  return {
    get limit() {
      return Math.floor(limit);
    },
    answered() {
      answers++;
      if (isTold || answers < limit) return;
      answers = 0;
      limit = Math.min(ceiling, slowStart ? limit * 2 : limit + 1);
    },
    refused(beganAt, nowMs) {
      slowStart = false;
      if (beganAt < lastDecreaseMs) return;
      lastDecreaseMs = nowMs;
      answers = 0;
      limit = Math.max(1, limit * decrease);
    },
    told({ running, waiting }, inFlight) {
      isTold = true;
      const few = Math.max(2, queued.low * running);
      if (waiting < few && inFlight >= 0.9 * limit) {
        limit = Math.min(toldCeiling, slowStart ? limit * 2 : limit + Math.max(1, queued.low * running));
      } else if (waiting > Math.max(4, queued.high * running)) {
        slowStart = false;
        // From what is there now, since a lower limit shows only when as many have been answered.
        limit = Math.max(1, limit / 2, inFlight - (waiting - queued.wanted * running));
      }
    },
  };
}
