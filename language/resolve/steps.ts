import type { FanOut, Model, RephrasingStep } from '../strategy.ts';
import type { MapNode } from '../syntax/tree.ts';
import { resolveClean } from './clean.ts';
import { nodesOf, numberOf, textOf, wordOf } from './read.ts';
import { resolveSampling } from './sampling.ts';

/** What steps take from around them. */
export interface Around {
  readonly models: Readonly<Record<string, Model>>;
  /** The model of those that name none. */
  readonly model: string | undefined;
  readonly defaults: MapNode | undefined;
}

/** The requests of a rephrasing: its steps, or the one that it makes itself. Empty where it lacks a prompt or a model. */
export function resolveSteps(rephrasing: MapNode | undefined, around: Around): readonly RephrasingStep[] {
  const steps = nodesOf(rephrasing, 'steps').filter((node) => node.kind === 'map');
  if (steps.length === 0) return resolveRequest(rephrasing, rephrasing, around).map((step) => ({ ...step, clean: [] }));
  const requests = steps.map((step) => resolveRequest(step, rephrasing, around));
  return requests.some((request) => request.length === 0) ? [] : requests.flat();
}

function resolveRequest(
  map: MapNode | undefined,
  rephrasing: MapNode | undefined,
  { models, model: usual, defaults }: Around,
): readonly RephrasingStep[] {
  const prompt = textOf(map, 'prompt');
  const name = textOf(map, 'model') ?? textOf(rephrasing, 'model') ?? usual;
  const model = name === undefined || !Object.hasOwn(models, name) ? undefined : models[name];
  if (prompt === undefined || name === undefined || model === undefined) return [];
  return [
    {
      name: textOf(map, 'name') ?? null,
      model: name,
      system: textOf(map, 'system') ?? null,
      prompt,
      prefill: textOf(map, 'prefill') ?? null,
      sampling: {
        ...model.sampling,
        ...resolveSampling(defaults),
        ...resolveSampling(rephrasing),
        ...resolveSampling(map),
      },
      clean: resolveClean(map) ?? [],
      expect: wordOf(map, 'expect', ['text', 'json']) ?? 'text',
      fanOut: resolveFanOut(map),
    },
  ];
}

function resolveFanOut(map: MapNode | undefined): FanOut | null {
  const as = textOf(map, 'as');
  if (as === undefined) return null;
  return { as, choose: numberOf(map, 'choose') ?? 1, atMost: numberOf(map, 'at_most') ?? null };
}
