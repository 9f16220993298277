import type { Patience } from './job.ts';

/** How long a model has failed without a break. */
export interface Trouble {
  /** Failures since the last answer. */
  readonly failures: number;
  /** The last of them in words, or null. */
  readonly words: string | null;
  noted(words: string, nowMs: number): void;
  /** The server answers, whatever it says. */
  answered(): void;
  /** It is known to answer, though what was asked of it failed. */
  alive(): void;
  /** Whether it has gone on for too long. A server that has never answered gets less time: it may be the wrong address. */
  isHopeless(nowMs: number): boolean;
}

export function createTrouble({ failures: most, beforeFirstAnswerMs, afterwardsMs }: Patience): Trouble {
  let failures = 0;
  let sinceMs = 0;
  let words: string | null = null;
  let hasAnswered = false;
  return {
    get failures() {
      return failures;
    },
    get words() {
      return words;
    },
    noted(said, nowMs) {
      if (failures === 0) sinceMs = nowMs;
      failures++;
      words = said;
    },
    answered() {
      failures = 0;
      words = null;
    },
    alive() {
      hasAnswered = true;
    },
    isHopeless: (nowMs) => failures >= most && nowMs - sinceMs >= (hasAnswered ? afterwardsMs : beforeFirstAnswerMs),
  };
}
