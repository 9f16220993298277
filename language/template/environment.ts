import type { Value } from './value.ts';
import type { Work } from './work.ts';

export type Evaluator = (work: Work) => Value;
/** Undefined is what does not exist. */
export type MaybeEvaluator = (work: Work) => Value | undefined;

/** What an expression can see besides the scope. It is asked while the expression is compiled, and not later. */
export interface Environment {
  /** Slots in which a name may stand, innermost first; the first that is filled counts, else the scope. */
  readonly slotsOf: (name: string) => readonly number[];
  /** Index of the innermost loop; -1 outside of loops. */
  readonly loop: number;
  /** How a field of `loop` is read, inside a loop. */
  readonly loopField: (field: string) => MaybeEvaluator;
}

/** What a bare expression can see: the scope alone. */
export const bareEnvironment: Environment = {
  slotsOf: () => [],
  loop: -1,
  loopField: () => () => undefined,
};

export function nameReader(name: string, environment: Environment): MaybeEvaluator {
  const slots = environment.slotsOf(name);
  if (name === 'loop' && environment.loop >= 0 && slots.length === 0) return wholeLoop(environment);
  if (slots.length === 0) return (work) => work.scope.get(name);
  return (work) => {
    for (const slot of slots) {
      const value = work.slots[slot];
      if (value !== undefined) return value;
    }
    return work.scope.get(name);
  };
}

const fields = [
  'index',
  'index0',
  'revindex',
  'revindex0',
  'first',
  'last',
  'length',
  'depth',
  'depth0',
  'previtem',
  'nextitem',
];

/** `loop` itself, for `{% set outer = loop %}`: its fields as they are at this moment. */
function wholeLoop(environment: Environment): MaybeEvaluator {
  const readers = fields.map((field) => [field, environment.loopField(field)] as const);
  return (work) => {
    const map: Record<string, Value> = {};
    for (const [field, readField] of readers) {
      const value = readField(work);
      if (value !== undefined) map[field] = value;
    }
    return map;
  };
}
