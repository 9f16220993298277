import type { Model, Strategy } from '#language';
import { canonicalJson, shortHash } from './hash.ts';

/**
 * The strategy without what has no influence on its records: line numbers, descriptions, how many documents are taken, how
 * fast and at what price its models answer and who starts them, where the output goes, what is expected of it in tests.
 */
export function essence(strategy: Strategy): unknown {
  const { about: _about, output, tests: _tests, targets: _targets, budget: _budget, ...rest } = strategy;
  const { limit: _limit, ...seeds } = rest.seeds;
  return withoutLines({
    ...rest,
    seeds,
    models: Object.fromEntries(Object.entries(rest.models).map(([name, model]) => [name, essenceOfModel(model)])),
    rephrasings: rest.rephrasings.map(({ about: _ofRephrasing, ...rephrasing }) => rephrasing),
    output: { raw: output.raw },
  });
}

function essenceOfModel(model: Model): unknown {
  const { limits: _limits, price: _price, parameters: _parameters, ...rest } = model;
  if (rest.kind !== 'http') return rest;
  const { serve: _serve, ...http } = rest;
  return http;
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
