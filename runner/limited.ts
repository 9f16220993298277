import type { Strategy } from '#language';

/** The strategy with `--limit`, where that is the smaller number. */
export function limited(strategy: Strategy, limit: number | undefined): Strategy {
  if (limit === undefined || (strategy.seeds.limit ?? Number.POSITIVE_INFINITY) <= limit) return strategy;
  return { ...strategy, seeds: { ...strategy.seeds, limit } };
}
