import { describe, expect, it } from 'vitest';
import { totals, totalsOfOthers } from '../../../runner/estimate/population.ts';
import { otherRate, rateBeyond, rateOf, secondsByLimits, speedOf } from '../../../runner/estimate/speed.ts';
import { fitted, intervalOf, normal, quantile, seededRandom, studentT } from '../../../runner/estimate/statistics.ts';

describe('the statistics of an estimate', () => {
  it('know Student’s t', () => {
    const table = { 1: 12.706, 2: 4.303, 3: 3.182, 5: 2.571, 10: 2.228, 30: 2.042, 120: 1.98 };
    for (const [degrees, value] of Object.entries(table)) {
      expect(Math.abs(studentT(Number(degrees)) - value)).toBeLessThan(0.02 * value);
    }
  });

  it('find both coefficients where there are both, and a ratio where there is one', () => {
    const values = Array.from({ length: 20 }, (_, index) => ({ first: 1 + (index % 4), second: 10 * index }));
    const fit = fitted(values.map((value) => ({ ...value, y: 12 * value.first + 1.3 * value.second })));
    expect(fit.a).toBeCloseTo(12);
    expect(fit.b).toBeCloseTo(1.3);
    expect(fitted(values.map((value) => ({ ...value, second: value.first, y: 5 * value.first })))).toEqual({
      a: 5,
      b: 0,
    });
    expect(fitted([])).toEqual({ a: 0, b: 0 });
  });

  it('draw the same from the same seed, normally where that is wanted', () => {
    const [one, other] = [seededRandom(7), seededRandom(7)];
    expect([one(), one(), one()]).toEqual([other(), other(), other()]);
    const draws = Array.from({ length: 4000 }, () => normal(one)).toSorted((left, right) => left - right);
    expect(quantile(draws, 0.5)).toBeCloseTo(0, 1);
    expect(Math.abs(quantile(draws, 0.975) - 1.96)).toBeLessThan(0.15);
  });

  it('keep an interval around what is likely, and above zero', () => {
    expect(intervalOf(5, [6, 7, 8])).toMatchObject({ low: 5, likely: 5 });
    expect(intervalOf(5, [-4, -3]).low).toBe(0);
  });
});

describe('totals of a population', () => {
  const block = (position: number, size: number, ...sums: number[]) => ({
    position,
    size,
    sums: Float64Array.from(sums),
  });

  it('follow the ratio of sums to sizes, stratum by stratum', () => {
    const half = { size: 100, whole: false, blocks: [block(0, 10, 3), block(1, 10, 5)] };
    const whole = { size: 7, whole: true, blocks: [block(0, 7, 2)] };
    expect([...totals([half, whole])]).toEqual([42]);
  });

  it('are certain of what was read whole, and of what is the same everywhere', () => {
    const random = seededRandom(1);
    const whole = { size: 20, whole: true, blocks: [block(0, 10, 3), block(1, 10, 50)] };
    expect([...totalsOfOthers([whole])(random)]).toEqual([53]);
    const even = { size: 100, whole: false, blocks: [block(0, 10, 4), block(1, 20, 8), block(2, 10, 4)] };
    expect(totalsOfOthers([even])(random)[0]).toBeCloseTo(40);
  });

  it('take a trend for no error, and neighbours that differ for one', () => {
    const spreadOf = (values: readonly number[]): number => {
      const other = totalsOfOthers([
        { size: 1000, whole: false, blocks: values.map((value, at) => block(at, 1, value)) },
      ]);
      const random = seededRandom(3);
      const draws = Array.from({ length: 300 }, () => other(random)[0] ?? 0).toSorted((left, right) => left - right);
      return quantile(draws, 0.975) - quantile(draws, 0.025);
    };
    const trend = Array.from({ length: 20 }, (_, at) => at);
    const mixed = trend.map((at) => trend[(at * 7) % 20] ?? 0);
    expect(spreadOf(trend)).toBeLessThan(spreadOf(mixed) / 4);
  });
});

describe('the speed of a server', () => {
  const answers = (secondsOf: (inFlight: number) => number) =>
    [1, 4, 16, 16, 32, 32, 32].map((inFlight, index) => ({
      inFlight,
      work: 100,
      seconds: secondsOf(inFlight),
      endedAt: index / 16,
    }));

  it('grows with the requests under way as long as there is room', () => {
    const speed = speedOf(answers(() => 2));
    expect(rateOf(speed, 64)).toBeCloseTo(2 * rateOf(speed, 32));
    expect(rateOf(speed, 1)).toBeCloseTo(50);
  });

  it('stays where it is once the server is full', () => {
    const speed = speedOf(answers((inFlight) => 0.5 * inFlight));
    expect(rateOf(speed, 256)).toBeCloseTo(200);
    expect(rateOf(speed, 32)).toBeCloseTo(200);
  });

  it('may or may not grow beyond what was seen', () => {
    // An answer of 100 came every sixteenth of a second, and 32 of two seconds each were under way.
    expect(
      rateBeyond(
        answers(() => 2),
        128,
        0,
      ),
    ).toBeCloseTo(1600);
    expect(
      rateBeyond(
        answers(() => 2),
        128,
        1,
      ),
    ).toBeCloseTo(6400);
    expect(
      rateBeyond(
        answers(() => 2),
        128,
        0.5,
      ),
    ).toBeCloseTo(3200);
    expect(
      rateBeyond(
        answers(() => 2),
        8,
        0,
      ),
    ).toBeCloseTo(400);
  });

  it('is the less certain the further a run goes beyond what was seen', () => {
    const spread = (inFlight: number): number => {
      const random = seededRandom(9);
      const rates = Array.from({ length: 200 }, () =>
        Math.log(
          otherRate(
            answers(() => 2),
            inFlight,
            random,
          ),
        ),
      );
      return Math.max(...rates) - Math.min(...rates);
    };
    expect(spread(256)).toBeGreaterThan(2 * spread(32));
  });

  it('is bounded by limits a minute', () => {
    const amounts = { requests: 600, input: 5_000, output: 1_000 };
    const limits = { concurrency: 'auto', timeout: 60 } as const;
    expect(secondsByLimits({ ...limits, requestsPerMinute: 60, tokensPerMinute: 1_000 }, amounts)).toBe(600);
    expect(secondsByLimits({ ...limits, requestsPerMinute: null, tokensPerMinute: null }, amounts)).toBe(0);
  });
});
