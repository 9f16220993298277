import type { ValueType } from '../types.ts';
import type { Value } from '../value.ts';
import type { WordSpec } from '../words.ts';
import type { Work } from '../work.ts';

/** What a filter, a test or an argument takes. `iterable` is a list, a map (its keys) or a text (its characters). */
export type Accepts = 'any' | 'string' | 'number' | 'boolean' | 'iterable' | 'list' | 'map' | 'string or number';

export interface Parameter {
  readonly name: string;
  readonly type: Accepts;
  /** True where it has to be given. */
  readonly required?: true;
}

interface Common extends WordSpec {
  /** What the filter is put on. */
  readonly input: Accepts;
  /** The type of what it gives, for what it is put on. */
  readonly result: (input: ValueType) => ValueType;
}

/** A filter with named parameters; an argument that is not given is undefined. Undefined as the result is “nothing there”. */
export interface PlainFilter extends Common {
  readonly parameters: readonly Parameter[];
  readonly apply: (input: Value, given: readonly (Value | undefined)[], work: Work) => Value | undefined;
}

/** A filter that takes whatever another filter or test takes that it applies: `map`, `select` and their like. */
export interface ApplyingFilter extends Common {
  readonly parameters: 'any';
  readonly apply: (
    input: Value,
    positional: readonly Value[],
    named: ReadonlyMap<string, Value>,
    work: Work,
    library: Library,
  ) => Value;
}

export type FilterSpec = PlainFilter | ApplyingFilter;

export interface TestSpec extends WordSpec {
  readonly input: Accepts;
  readonly parameters: readonly Parameter[];
  readonly holds: (input: Value, given: readonly (Value | undefined)[], work: Work) => boolean;
}

/** What an applying filter reaches the others by. Fails, with a message, where there is no such filter or test. */
export interface Library {
  readonly filter: (
    name: string,
    input: Value,
    given: readonly Value[],
    named: ReadonlyMap<string, Value>,
    work: Work,
  ) => Value;
  readonly test: (name: string, input: Value, given: readonly Value[], work: Work) => boolean;
}

export const anyType: ValueType = { kind: 'any' };
export const stringType: ValueType = { kind: 'string' };
export const numberType: ValueType = { kind: 'number' };

export function listOf(of: ValueType): ValueType {
  return { kind: 'list', of };
}

/** The type of the items that a loop or a filter goes through. */
export function itemType(type: ValueType): ValueType {
  if (type.kind === 'list') return type.of;
  return type.kind === 'string' || type.kind === 'map' ? stringType : anyType;
}
