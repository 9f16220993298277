import type { MaybeEvaluator } from './environment.ts';
import type { Value } from './value.ts';
import type { LoopState } from './work.ts';

type Reader = (state: LoopState) => Value | undefined;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['index', ({ index }) => index + 1],
  ['index0', ({ index }) => index],
  ['revindex', ({ index, items }) => items.length - index],
  ['revindex0', ({ index, items }) => items.length - index - 1],
  ['first', ({ index }) => index === 0],
  ['last', ({ index, items }) => index === items.length - 1],
  ['length', ({ items }) => items.length],
  ['previtem', ({ index, items }) => items[index - 1]],
  ['nextitem', ({ index, items }) => items[index + 1]],
  // In Jinja the depth counts the calls of a recursive loop, of which there are none here.
  ['depth', () => 1],
  ['depth0', () => 0],
]);

/** Reads a field of the loop at that depth; undefined where there is no such field, or no item before or behind. */
export function loopField(depth: number, field: string): MaybeEvaluator {
  const reader = readers.get(field);
  if (!reader) return () => undefined;
  return (work) => {
    const state = work.loops[depth];
    return state && reader(state);
  };
}
