import type { Target } from '../strategy.ts';
import type { MapNode } from '../syntax/tree.ts';
import { mapOf, numberOf, scalarsOf, textOf, wordOf } from './read.ts';

/** The targets by name; one that is of no known kind, or that cannot be reached, is left out. */
export function resolveTargets(root: MapNode): Readonly<Record<string, Target>> {
  const entries = (mapOf(root, 'targets')?.pairs ?? []).flatMap(({ key, value }) => {
    const target = value?.kind === 'map' ? resolveTarget(value) : undefined;
    return target === undefined ? [] : [[key.text, target] as const];
  });
  return Object.fromEntries(entries);
}

function resolveTarget(map: MapNode): Target | undefined {
  const common = { workers: numberOf(map, 'workers') ?? 1, gpus: numberOf(map, 'gpus') ?? 0 };
  switch (wordOf(map, 'kind', ['ray', 'slurm'])) {
    case 'ray': {
      const address = textOf(map, 'address');
      return address === undefined
        ? undefined
        : { kind: 'ray', address, token: textOf(map, 'token') ?? null, ...common };
    }
    case 'slurm':
      return {
        kind: 'slurm',
        partition: textOf(map, 'partition') ?? null,
        account: textOf(map, 'account') ?? null,
        time: textOf(map, 'time') ?? null,
        args: scalarsOf(map, 'args').map(({ text }) => text),
        ...common,
      };
    case undefined:
      return undefined;
  }
}
