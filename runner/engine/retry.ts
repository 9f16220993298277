import type { RephraserError } from './rephraser.ts';

/** How often a request is asked again before the piece is given up. */
export const mostAttempts = 6;

const firstDelayMs = 500;
const longestDelayMs = 30_000;

/** The longest wait that a server's `Retry-After` can bring about: some send an hour's worth, some a date by mistake. */
const longestRetryAfterMs = 600_000;

/**
 * How long to wait before the next attempt: what the server asked for, else exponential back-off with full jitter
 * (a random point of the whole interval), which spreads a crowd of failed requests best.
 *
 * @param failures how often the request has failed, from 1
 * @param random a number in [0, 1)
 */
export function retryDelayMs(error: RephraserError, failures: number, random: number): number {
  const ceiling = Math.min(longestDelayMs, firstDelayMs * 2 ** (failures - 1));
  const jittered = Math.ceil(ceiling * random);
  if (error.retryAfterMs === null) return jittered;
  return Math.min(error.retryAfterMs, longestRetryAfterMs) + Math.ceil(firstDelayMs * random);
}

/**
 * Whether a failure tells something about this piece. A server that is gone or full tells nothing about it, as long as
 * nothing says that the server is there; so an outage costs no piece its attempts.
 */
export function countsAgainstPiece(error: RephraserError, serverAnswers: boolean): boolean {
  if (error.status === 429) return false;
  const serverIsAway = error.status === null || error.status === 502 || error.status === 503;
  return !serverIsAway || serverAnswers;
}
