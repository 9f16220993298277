import type { Interval } from '#store';

/** Numbers in [0, 1), the same for the same seed (mulberry32): an estimate of the same files is the same estimate. */
export type Random = () => number;

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A draw of the standard normal distribution (Box and Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** As many values as there are, drawn with replacement. */
export function resampled<T>(values: readonly T[], random: Random): readonly T[] {
  return values.map((value) => values[Math.floor(random() * values.length)] ?? value);
}

/** The value below which the share of the sorted values lies, between two of them where it falls there. */
export function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? 0;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}

const z975 = 1.959964;

/** The 0.975 quantile of Student’s t: exact for 1 and 2 degrees of freedom, else by Cornish and Fisher (Abramowitz and Stegun 26.7.5). */
export function studentT(degrees: number): number {
  if (degrees < 1) return Number.POSITIVE_INFINITY;
  if (degrees === 1) return 12.706;
  if (degrees === 2) return 4.303;
  const z = z975;
  return (
    z +
    (z ** 3 + z) / (4 * degrees) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * degrees ** 3)
  );
}

/**
 * By how much deviations of a bootstrap have to be stretched, so that its percentiles are an interval of Student’s t: the
 * bootstrap’s variance is (n − 1)/n of the unbiased one, and few values know their own variance badly.
 */
export function stretch(count: number, parameters = 1): number {
  const degrees = count - parameters;
  return degrees < 1 ? Number.POSITIVE_INFINITY : (studentT(degrees) / z975) * Math.sqrt(count / degrees);
}

/** A value `y` that goes with two others. */
export interface Paired {
  readonly first: number;
  readonly second: number;
  readonly y: number;
}

/** y ≈ a · first + b · second. */
export interface Fit {
  readonly a: number;
  readonly b: number;
}

/** Values from which on two coefficients are fitted, and not one. */
const enoughForTwo = 6;

/**
 * Least squares, each value weighted with 1/first, since a sum over many parts varies as their number does. With few values,
 * or where both others go together, it is the ratio of the sums of y and `first`.
 */
export function fitted(values: readonly Paired[]): Fit {
  let [s11, s12, s22, s1y, s2y, y, first] = [0, 0, 0, 0, 0, 0, 0];
  for (const value of values) {
    if (value.first <= 0) continue;
    const weight = 1 / value.first;
    s11 += weight * value.first * value.first;
    s12 += weight * value.first * value.second;
    s22 += weight * value.second * value.second;
    s1y += weight * value.first * value.y;
    s2y += weight * value.second * value.y;
    y += value.y;
    first += value.first;
  }
  const determinant = s11 * s22 - s12 * s12;
  if (values.length < enoughForTwo || determinant <= 1e-9 * s11 * s22) return { a: first === 0 ? 0 : y / first, b: 0 };
  return { a: (s22 * s1y - s12 * s2y) / determinant, b: (s11 * s2y - s12 * s1y) / determinant };
}

/**
 * The interval of a point estimate and of what other samples would have said: the middle 96 of 100 of them. A few very long
 * documents carry much of a corpus, and most samples that lack them take it for more even than it is; so about 95 hold the truth.
 */
export function intervalOf(likely: number, others: readonly number[]): Interval {
  const sorted = others.toSorted((left, right) => left - right);
  const [low, high] = [quantile(sorted, 0.02), quantile(sorted, 0.98)];
  return { low: Math.max(0, Math.min(low, likely)), likely, high: Math.max(high, likely) };
}
