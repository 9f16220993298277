import type { Strategy } from '#language';
import { canonicalJson, shortHash } from './hash.ts';

/** The strategy without what has no influence on its records: line numbers, descriptions,
 * how many documents are taken, and where the output goes. */
export function essence(strategy: Strategy): unknown {
  const { about: _about, output: _output, let: computed, ...rest } = strategy;
  // How many documents are taken changes none of their records.
  const { limit: _limit, ...seeds } = rest.seeds;
  return withoutLines({
    ...rest,
    seeds,
    // Without names a strategy is what it was before there was `let`, so that its runs can go on.
    ...(Object.keys(computed).length > 0 ? { let: computed } : {}),
    rephrasings: rest.rephrasings.map(({ about: _ofRephrasing, ...rephrasing }) => rephrasing),
  });
}

/** Hash of a strategy's {@link essence}: moving a comment or a line does not change it, changing a prompt does. */
export function strategyHash(strategy: Strategy): string {
  return shortHash(canonicalJson(essence(strategy)));
}

function withoutLines(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLines);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'line');
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutLines(item)]));
}
