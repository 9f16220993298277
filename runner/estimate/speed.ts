import type { Limits } from '#language';
import type { Amounts } from './amounts.ts';
import { normal, type Random, resampled } from './statistics.ts';

/** One answered request of a probe. */
export interface Timed {
  /** When it came, in seconds of any clock. */
  readonly endedAt: number;
  readonly seconds: number;
  /** Requests that were under way together, on the average of its beginning and its end. */
  readonly inFlight: number;
  /** As {@link workOf} has it. */
  readonly work: number;
}

/**
 * How long a server is busy with a request, in tokens of answers: a token of a prompt is read about ten times as fast as one of
 * an answer is written, when many requests are under way.
 */
export function workOf({ input, output }: Pick<Amounts, 'input' | 'output'>): number {
  return Math.max(1, output + input / 10);
}

/** Seconds that a unit of work takes a request: a + b · requests under way. */
export interface Speed {
  readonly a: number;
  readonly b: number;
}

/**
 * Fits how answers slow down as more are under way, weighted by their work. With b = 0 a server has room for more, so that twice
 * as many requests make twice the tokens; with a = 0 it is full, and more requests only wait for longer.
 */
export function speedOf(timed: readonly Timed[]): Speed {
  let [w, wc, wcc, s, sc] = [0, 0, 0, 0, 0];
  for (const { seconds, inFlight, work } of timed) {
    w += work;
    wc += work * inFlight;
    wcc += work * inFlight * inFlight;
    s += seconds;
    sc += seconds * inFlight;
  }
  const determinant = w * wcc - wc * wc;
  const b = determinant <= 1e-9 * w * wcc ? 0 : (w * sc - wc * s) / determinant;
  const a = w === 0 ? 0 : (s - b * wc) / w;
  if (b <= 0) return { a: w === 0 ? 0 : s / w, b: 0 };
  return a < 0 ? { a: 0, b: wc === 0 ? 0 : s / wc } : { a, b };
}

/** Units of work that are done in a second while so many requests are under way. */
export function rateOf({ a, b }: Speed, inFlight: number): number {
  const seconds = a + b * inFlight;
  return seconds <= 0 ? Number.POSITIVE_INFINITY : inFlight / seconds;
}

/** How far off a speed may be that was measured for some seconds, as a factor’s logarithm: a run has other neighbours, and pauses. */
const usualSpread = 0.15;

/**
 * The rate of a run with so many requests under way. It lies between what came in a second, for the server may have been full,
 * and what the fit promises of so many; `room` in [0, 1] says where. With fewer than were seen, the fit knows it.
 */
export function rateBeyond(timed: readonly Timed[], inFlight: number, room: number): number {
  const promised = rateOf(speedOf(timed), inFlight);
  const most = Math.max(1, ...timed.map((one) => one.inFlight));
  const seen = rateSeen(timed);
  if (inFlight < most / 2 || seen === null || seen >= promised) return promised;
  return seen ** (1 - room) * promised ** room;
}

/** What came in a second, without the beginning and the end of a probe; null where all came at once. */
function rateSeen(timed: readonly Timed[]): number | null {
  const inOrder = timed.toSorted((left, right) => left.endedAt - right.endedAt);
  const [first, last] = [Math.floor(inOrder.length * 0.1), Math.floor(inOrder.length * 0.9)];
  const seconds = (inOrder[last]?.endedAt ?? 0) - (inOrder[first]?.endedAt ?? 0);
  const work = inOrder.slice(first + 1, last + 1).reduce((sum, one) => sum + one.work, 0);
  return seconds <= 0 ? null : work / seconds;
}

/** The rate that another probe would have measured, and a run may have. */
export function otherRate(timed: readonly Timed[], inFlight: number, random: Random): number {
  return rateBeyond(resampled(timed, random), inFlight, random()) * Math.exp(usualSpread * normal(random));
}

/** What a model’s requests take at the least by its limits a minute. */
export function secondsByLimits({ requestsPerMinute, tokensPerMinute }: Limits, amounts: Amounts): number {
  const byRequests = requestsPerMinute === null ? 0 : (60 * amounts.requests) / requestsPerMinute;
  const byTokens = tokensPerMinute === null ? 0 : (60 * (amounts.input + amounts.output)) / tokensPerMinute;
  return Math.max(byRequests, byTokens);
}
