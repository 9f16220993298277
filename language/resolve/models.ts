import type { Model } from '../strategy.ts';
import type { MapNode } from '../syntax/tree.ts';
import { mapOf, numberOf, scalarsOf, textOf } from './read.ts';
import { resolveSampling } from './sampling.ts';

const defaultTimeoutSeconds = 600;

/** The models by name; a model that is none of the known kinds is left out. */
export function resolveModels(root: MapNode): Readonly<Record<string, Model>> {
  const entries = (mapOf(root, 'models')?.pairs ?? []).flatMap(({ key, value }) => {
    const model = value?.kind === 'map' ? resolveModel(value) : undefined;
    return model === undefined ? [] : [[key.text, model] as const];
  });
  return Object.fromEntries(entries);
}

function resolveModel(map: MapNode): Model | undefined {
  const limits = mapOf(map, 'limits');
  const common = {
    sampling: resolveSampling(map),
    limits: {
      concurrency: numberOf(limits, 'concurrency') ?? ('auto' as const),
      timeout: numberOf(limits, 'timeout') ?? defaultTimeoutSeconds,
    },
    context: numberOf(map, 'context') ?? null,
  };
  const gguf = textOf(map, 'gguf');
  if (gguf !== undefined) return { kind: 'gguf', gguf, ...common };
  const mock = textOf(map, 'mock');
  if (mock !== undefined) return { kind: 'mock', mock, ...common };
  const baseUrls = scalarsOf(map, 'base_url').map(({ text }) => text);
  const id = textOf(map, 'id');
  if (id === undefined || baseUrls.length === 0) return undefined;
  return { kind: 'http', id, baseUrls, apiKey: textOf(map, 'api_key') ?? null, ...common };
}
