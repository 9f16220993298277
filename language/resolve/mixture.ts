import { numberIn } from '../schema/number.ts';
import { percent, quantity } from '../schema/spec.ts';
import type { Budget, Decontaminate, Dedup, Mix } from '../strategy.ts';
import type { MapNode } from '../syntax/tree.ts';
import { booleanOf, mapOf, numberOf, quantityOf, scalarsOf, textOf } from './read.ts';

export function resolveMix(map: MapNode | undefined): Mix {
  const from = scalarsOf(map, 'from').map(({ text }) => text);
  const styles = (mapOf(map, 'styles')?.pairs ?? []).flatMap(({ key, value }) => {
    const share = value?.kind === 'scalar' ? numberIn(value, percent) : undefined;
    return share === undefined ? [] : [[key.text, share] as const];
  });
  return {
    perDocument: numberOf(map, 'per_document') ?? 'all',
    natural: textOf(map, 'natural') === undefined ? null : (quantityOf(map, 'natural', percent) ?? null),
    from: from.length === 0 ? null : from,
    tokens: quantityOf(map, 'tokens', quantity) ?? null,
    styles: Object.fromEntries(styles),
  };
}

export function resolveDedup(map: MapNode | undefined): Dedup | null {
  if (map === undefined) return null;
  const minhash = mapOf(map, 'minhash');
  const near = minhash !== undefined || booleanOf(map, 'minhash') === true;
  return {
    exact: booleanOf(map, 'exact') ?? true,
    minhash: near
      ? {
          ngram: numberOf(minhash, 'ngram') ?? 5,
          bands: numberOf(minhash, 'bands') ?? 14,
          rows: numberOf(minhash, 'rows') ?? 8,
        }
      : null,
  };
}

export function resolveDecontaminate(map: MapNode | undefined): Decontaminate | null {
  if (map === undefined) return null;
  return {
    against: scalarsOf(map, 'against').map(({ text }) => text),
    ngram: numberOf(map, 'ngram') ?? 10,
    overlap: numberOf(map, 'overlap') ?? 0.5,
  };
}

export function resolveBudget(map: MapNode | undefined): Budget {
  return { dollars: numberOf(map, 'dollars') ?? null, tokens: quantityOf(map, 'tokens', quantity) ?? null };
}
