/**
 * Requests that may be in flight or wait for the disk, beyond the limit, before no more are sent: what a kill can cost is the
 * limit and this, however slow the disk is.
 */
export const mostUnwritten = 256;

/** Jobs that wait for a slot or for the end of their back-off are so many times the limit at the most. */
export const mostWaiting = 2;

/** Jobs that are read ahead: enough that a free slot never waits for the disk, and few, since all of them are in memory. */
export function readAhead(limit: number): number {
  return Math.min(2 * limit, 64 + limit / 4);
}
