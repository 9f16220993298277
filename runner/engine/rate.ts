import type { Limits } from '#language';

/** How soon the next request of a model may begin. */
export interface Rate {
  /** Milliseconds until then; 0 where it may begin now. */
  waitMs(nowMs: number): number;
  /** A request begins that may cost so many tokens. */
  began(nowMs: number, tokens: number): void;
  /** A request that was taken to cost `expected` tokens did cost `actual`. */
  corrected(expected: number, actual: number): void;
  /** What keeps it, for people. */
  readonly limit: string;
}

const minuteMs = 60_000;

/**
 * Spreads requests, and the tokens they cost, evenly over the minute: each is followed by as much time as its share of what
 * a minute may hold, so that no stretch of a minute holds more. Null where nothing is limited.
 */
export function createRate({ requestsPerMinute, tokensPerMinute }: Limits): Rate | null {
  if (requestsPerMinute === null && tokensPerMinute === null) return null;
  const msPerRequest = requestsPerMinute === null ? 0 : minuteMs / requestsPerMinute;
  const msPerToken = tokensPerMinute === null ? 0 : minuteMs / tokensPerMinute;
  let requestAtMs = Number.NEGATIVE_INFINITY;
  let tokensAtMs = Number.NEGATIVE_INFINITY;
  const limits = [
    requestsPerMinute === null ? null : `${requestsPerMinute.toLocaleString('en-US')} requests a minute`,
    tokensPerMinute === null ? null : `${tokensPerMinute.toLocaleString('en-US')} tokens a minute`,
  ];
  return {
    waitMs: (nowMs) => Math.max(0, Math.ceil(Math.max(requestAtMs, tokensAtMs) - nowMs)),
    began(nowMs, tokens) {
      requestAtMs = Math.max(nowMs, requestAtMs) + msPerRequest;
      tokensAtMs = Math.max(nowMs, tokensAtMs) + tokens * msPerToken;
    },
    corrected(expected, actual) {
      tokensAtMs += (actual - expected) * msPerToken;
    },
    limit: `the limit of ${limits.filter((limit) => limit !== null).join(' and ')}`,
  };
}
