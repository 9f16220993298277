/** Keeps requests that are repeated from being most of what a server gets. */
export interface RetryBudget {
  /** A request was answered. */
  answered(): void;
  /** A request is to be repeated. @returns how long that has to wait, in milliseconds; 0 where there is room */
  repeat(nowMs: number): number;
}

/** Repetitions that there is room for at the beginning, and at most. */
const most = 256;
const perAnswer = 0.2;
const perSecond = 4;

/**
 * One repetition for every five answers, and four a second in any case, with room for a burst: a server that breaks a
 * tenth of its requests is not noticed, and one that breaks nearly all of them is not hammered.
 */
export function createRetryBudget(): RetryBudget {
  let room = most;
  let lastMs = Number.NaN;
  return {
    answered() {
      room = Math.min(most, room + perAnswer);
    },
    repeat(nowMs) {
      if (!Number.isNaN(lastMs)) room = Math.min(most, room + (Math.max(0, nowMs - lastMs) / 1000) * perSecond);
      lastMs = nowMs;
      room--;
      return room >= 0 ? 0 : Math.ceil((-room / perSecond) * 1000);
    },
  };
}
