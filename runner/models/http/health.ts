/** Whether a replica is worth asking. */
export interface Health {
  /** How many requests it may have in flight now: 0 while it rests, few when it has just come back. */
  mostInFlight(nowMs: number): number;
  answered(): void;
  /** It could not be reached, or broke down over a request. */
  failed(nowMs: number): void;
}

const failuresToRest = 3;
const firstRestMs = 1_000;
const longestRestMs = 30_000;

/**
 * A breaker: after three failures in a row a replica rests, then gets a single request; where that fails it rests for twice as
 * long, and where it is answered the number of requests doubles with every answer, so that a server which has just started is not
 * overrun. Without it a replica that is gone would get every request: it is the one with the fewest in flight.
 */
export function createHealth(): Health {
  let failures = 0;
  let restMs = 0;
  let restsUntilMs = Number.NEGATIVE_INFINITY;
  let most = Number.POSITIVE_INFINITY;
  return {
    mostInFlight: (nowMs) => (nowMs < restsUntilMs ? 0 : most),
    answered() {
      failures = 0;
      restMs = 0;
      most = most > 512 ? Number.POSITIVE_INFINITY : most * 2;
    },
    failed(nowMs) {
      // What was under way when it broke down tells nothing new.
      if (nowMs < restsUntilMs) return;
      failures++;
      if (failures < failuresToRest && most > 1) return;
      restMs = Math.min(longestRestMs, restMs === 0 ? firstRestMs : restMs * 2);
      restsUntilMs = nowMs + restMs;
      most = 1;
    },
  };
}
