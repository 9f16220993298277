import type { Sampling } from '../strategy.ts';
import type { MapNode } from '../syntax/tree.ts';
import { mapOf, numberOf, scalarsOf } from './read.ts';

const numbers = [
  'temperature',
  'top_p',
  'top_k',
  'min_p',
  'repetition_penalty',
  'presence_penalty',
  'frequency_penalty',
  'max_tokens',
] as const satisfies readonly (keyof Sampling)[];

/** The sampling that a map says; what is `not published` is absent. */
export function resolveSampling(map: MapNode | undefined): Sampling {
  const sampling = mapOf(map, 'sampling');
  const said = numbers.flatMap((name) => {
    const value = numberOf(sampling, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const stop = scalarsOf(sampling, 'stop').map(({ text }) => text);
  const unsaid = stop.length === 0 || (stop.length === 1 && stop[0] === 'not published');
  return { ...Object.fromEntries(said), ...(unsaid ? {} : { stop }) };
}
