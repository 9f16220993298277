import { allKeys, type EntriesSpec, type KeySpec, type MapSpec, type Spec } from './spec.ts';
import { strategySpec } from './strategy.ts';

/** What the table says of a place of the file. */
export interface SpecAt {
  readonly spec: Spec;
  /** The key whose value it is; undefined for the whole file and for entries under names of the user. */
  readonly key: KeySpec | undefined;
}

/** What may stand at a path of keys; items of lists do not count as steps. Undefined where a key is not known. */
export function specAt(path: readonly string[]): SpecAt | undefined {
  let found: SpecAt = { spec: strategySpec, key: undefined };
  for (const name of path) {
    const inner = mapOf(found.spec);
    if (inner === undefined) return undefined;
    if (inner.kind === 'entries') {
      found = { spec: inner.of, key: undefined };
      continue;
    }
    const key = allKeys(inner).find((candidate) => candidate.key === name);
    if (key === undefined) return undefined;
    found = { spec: key.spec, key };
  }
  return found;
}

/** The map that a value may be, itself or as an item of its list. */
export function mapOf(spec: Spec): MapSpec | EntriesSpec | undefined {
  switch (spec.kind) {
    case 'map':
    case 'entries':
      return spec;
    case 'list':
    case 'one-or-list':
    case 'or-not-published':
      return mapOf(spec.of);
    case 'by-shape':
      return spec.map === undefined ? undefined : mapOf(spec.map);
    default:
      return undefined;
  }
}

/** The map of keys that may stand at a path; undefined where there is none, or its keys are names of the user. */
export function mapSpecAt(path: readonly string[]): MapSpec | undefined {
  const found = specAt(path);
  const map = found === undefined ? undefined : mapOf(found.spec);
  return map?.kind === 'map' ? map : undefined;
}
