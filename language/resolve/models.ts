import { quantity } from '../schema/spec.ts';
import type { Model, ModelServer, Price } from '../strategy.ts';
import type { MapNode } from '../syntax/tree.ts';
import { booleanOf, mapOf, numberOf, quantityOf, scalarsOf, textOf, wordOf } from './read.ts';
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
      requestsPerMinute: numberOf(limits, 'requests_per_minute') ?? null,
      tokensPerMinute: quantityOf(limits, 'tokens_per_minute', quantity) ?? null,
    },
    context: numberOf(map, 'context') ?? null,
    parameters: quantityOf(map, 'parameters', quantity) ?? null,
    price: resolvePrice(mapOf(map, 'price')),
  };
  const gguf = textOf(map, 'gguf');
  if (gguf !== undefined) return { kind: 'gguf', gguf, ...common };
  const mock = textOf(map, 'mock');
  if (mock !== undefined) return { kind: 'mock', mock, ...common };
  const baseUrls = scalarsOf(map, 'base_url').map(({ text }) => text);
  const id = textOf(map, 'id');
  if (id === undefined || baseUrls.length === 0) return undefined;
  const apiKey = textOf(map, 'api_key') ?? null;
  const batch = booleanOf(map, 'batch') === true;
  const server = { id, baseUrls, apiKey, serve: resolveServer(mapOf(map, 'serve')) };
  const layout = wordOf(map, 'layout', ['document-first']);
  return { kind: 'http', ...server, ...(batch && { batch }), ...(layout && { layout }), ...common };
}

function resolvePrice(map: MapNode | undefined): Price | null {
  if (map === undefined) return null;
  return { input: numberOf(map, 'input') ?? 0, output: numberOf(map, 'output') ?? 0 };
}

function resolveServer(map: MapNode | undefined): ModelServer | null {
  const engine = wordOf(map, 'engine', ['vllm', 'sglang', 'llama-server']);
  if (engine === undefined) return null;
  return { engine, gpus: numberOf(map, 'gpus') ?? 1, args: scalarsOf(map, 'args').map(({ text }) => text) };
}
