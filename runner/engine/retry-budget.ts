/** Keeps requests that are repeated from being most of what a server gets. */
export interface RetryBudget {
  /** A request was answered. */
  answered(): void;
  /** A request is to be repeated. @returns how long that has to wait, in milliseconds; 0 where there is room */
  repeat(nowMs: number): number;
}

/** Repetitions that there is room for at the beginning, and at most: these, or twice what may be in flight. */
const leastRoom = 256;
const perAnswer = 0.2;
/** In any case so many a second, or an eighth of what may be in flight. */
const leastPerSecond = 4;

/**
 * One repetition for every five answers, and some a second in any case, with room for a burst in which everything in flight
 * breaks: a server that breaks a tenth of its requests is not noticed, and one that breaks nearly all of them is not hammered.
 *
 * @param limit how many requests may be in flight now
 */
export function createRetryBudget(limit: () => number): RetryBudget {
  let used = 0;
  let lastMs = Number.NaN;
  return {
    answered() {
      used = Math.max(0, used - perAnswer);
    },
    repeat(nowMs) {
      const perSecond = Math.max(leastPerSecond, limit() / 8);
      if (!Number.isNaN(lastMs)) used = Math.max(0, used - (Math.max(0, nowMs - lastMs) / 1000) * perSecond);
      lastMs = nowMs;
      used++;
      const over = used - Math.max(leastRoom, 2 * limit());
      return over <= 0 ? 0 : Math.ceil((over / perSecond) * 1000);
    },
  };
}
