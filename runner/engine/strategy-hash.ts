import type { Strategy } from '#language';
import { canonicalJson, shortHash } from './hash.ts';

/** The strategy without what has no influence on its records: line numbers, descriptions and where the output goes. */
export function essence(strategy: Strategy): unknown {
  const { about: _about, output: _output, ...rest } = strategy;
  return withoutLines({
    ...rest,
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
