import type { ServerLoad } from './rephraser.ts';

/** How many requests one model may have in flight, following what comes back. */
export interface Pace {
  readonly limit: number;
  /** Whether it is still being found out how much the server can take. */
  readonly isRamping: boolean;
  /** A request that began as number `began` was answered. */
  answered(): void;
  /** A request was refused for lack of room, or its connection broke. */
  refused(beganAt: number, nowMs: number): void;
  /** What the server says of itself, with as many requests in flight as `inFlight`. */
  loaded(load: ServerLoad, inFlight: number): void;
}

const start = 16;
/** The most requests that an adaptive pace has in flight, where only refusals tell that there are too many. */
export const mostInFlight = 256;
/** Where the server tells how many wait. */
const toldCeiling = 4096;
const decrease = 0.75;
/** Of what a refusal has cost, this share comes back with every round of answers. */
const recovery = 0.25;
const growth = 1.5;
/** Of the requests that a server works on, so many more may wait at it: enough that none of its places is ever empty. */
const leastQueue = 0.05;
const mostQueue = 0.15;
/** A server that knows of less of what is in flight has not looked lately. */
const seenShare = 0.8;
/** How often in a row such a server is not believed that it has room. */
const blindLooks = 3;

/** A fixed number of requests in flight. */
export function fixedPace(limit: number): Pace {
  return { limit, isRamping: false, answered: () => undefined, refused: () => undefined, loaded: () => undefined };
}

/**
 * Additive increase, multiplicative decrease. The limit doubles with every full round of answers until the first
 * refusal. Then it comes back, quickly at first, to where it was refused, and from there on grows by one a round. All
 * refusals of requests that were already on their way at the last decrease belong to the same burst and count once.
 *
 * A server of one's own never refuses: it takes everything and lets it wait. Where it tells how many requests it works on and how
 * many wait, the limit follows that instead, so that between 5 and 15 % of those that run wait. While it grows fast, a server
 * that does not yet know of what was sent last is not taken for one that has room: some reckon only every few seconds.
 */
export function adaptivePace(): Pace {
  let limit = start;
  let answers = 0;
  let slowStart = true;
  let isTold = false;
  let blind = 0;
  let refusedAt = 0;
  let lastDecreaseMs = Number.NEGATIVE_INFINITY;
  return {
    get limit() {
      return Math.floor(limit);
    },
    get isRamping() {
      return slowStart;
    },
    answered() {
      answers++;
      if (isTold || answers < limit) return;
      answers = 0;
      const more = slowStart ? limit : Math.max(1, (refusedAt - limit) * recovery);
      limit = Math.min(mostInFlight, limit + more);
    },
    refused(beganAt, nowMs) {
      slowStart = false;
      if (beganAt < lastDecreaseMs) return;
      lastDecreaseMs = nowMs;
      answers = 0;
      refusedAt = limit;
      limit = Math.max(1, limit * decrease);
    },
    loaded({ running, waiting }, inFlight) {
      isTold = true;
      const queue = waiting / Math.max(1, running);
      // What is not in flight for another reason than the limit cannot tell whether the limit is too small.
      const isFull = inFlight >= Math.floor(limit) * 0.9;
      if (queue < leastQueue && isFull) {
        blind = running + waiting < inFlight * seenShare ? blind + 1 : 0;
        if (slowStart && blind % (blindLooks + 1) !== 0) return;
        const factor = slowStart ? growth : 1 + leastQueue;
        limit = Math.min(toldCeiling, Math.max(limit + 1, limit * factor));
      } else if (queue > mostQueue) {
        // Its places are known to be full now, so that from here on a little more is enough.
        slowStart = false;
        // Counted from what is in flight, which goes down only with the answers: the same look twice must not take twice.
        limit = Math.max(start, Math.min(limit, inFlight - (waiting - running * mostQueue)));
      }
    },
  };
}
