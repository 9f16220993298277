import type { ProblemCode } from '../problems.ts';

/**
 * What may stand behind a key. Checks, completion, hover, the JSON Schema and the reference are all driven by these
 * values, so a new key is new data and no new code.
 */
export type Spec =
  | StringSpec
  | NumberSpec
  | { readonly kind: 'boolean' }
  | EnumSpec
  | { readonly kind: 'template'; readonly scope: 'prompt' | 'assemble' }
  /** `pairs`: how many question–answer pairs of an answer are kept. */
  | { readonly kind: 'expression'; readonly scope: 'document' | 'let' | 'gate' | 'pairs' }
  | PathSpec
  | { readonly kind: 'reference'; readonly to: ReferenceKind }
  /** A `${NAME}` reference to the environment and never the secret itself. */
  | { readonly kind: 'secret' }
  | { readonly kind: 'regex' }
  /** A literal value of a variable: a string, a number or a boolean. */
  | { readonly kind: 'literal' }
  | MapSpec
  | EntriesSpec
  | { readonly kind: 'list'; readonly of: Spec; readonly atLeast: number }
  /** One value, or a list of such values. */
  | { readonly kind: 'one-or-list'; readonly of: Spec }
  /** A map from literal values to weights of 0 or more. */
  | { readonly kind: 'weights' }
  /** A map from names to shares of a whole. */
  | { readonly kind: 'shares' }
  /** Alternatives that are told apart by the shape of what stands there: a scalar, a list or a map. */
  | { readonly kind: 'by-shape'; readonly scalar?: Spec; readonly list?: Spec; readonly map?: Spec }
  /** The value, or `not published` where the paper that is rebuilt does not say. */
  | { readonly kind: 'or-not-published'; readonly of: Spec };

/** The names that a strategy defines and that other places of it refer to. */
export type ReferenceKind = 'model' | 'rephrasing' | 'variable' | 'let' | 'target';

/** What the things behind the names are called in a sentence, with "a" before and "s" behind. */
export const nouns = {
  model: 'model',
  rephrasing: 'rephrasing',
  variable: 'variable',
  let: 'computed value',
  target: 'target',
} as const satisfies Record<ReferenceKind, string>;

export interface StringSpec {
  readonly kind: 'string';
  /** What a value has to match as a whole, and how to say so: "a-z, 0-9 and -". `noun` is what it is, if no name of the key. */
  readonly pattern?: { readonly regex: RegExp; readonly words: string; readonly noun?: string };
  /** Where it is the name of a step of the same rephrasing, or of its items: whether it gets the name here. */
  readonly ofStep?: 'defined' | 'named';
  /** Some of the texts that may stand there, for completion. */
  readonly suggested?: readonly EnumValue[];
}

/** A path, relative to the strategy file. */
export interface PathSpec {
  readonly kind: 'path';
  /** True where patterns and folders are welcome. */
  readonly glob: boolean;
  readonly mustExist: boolean;
  /** Where other things than paths may stand: only what ends like this is a path. */
  readonly suffix?: string;
  /** Which files completion offers, by their names; all of them where it is absent. */
  readonly offered?: RegExp;
  /** What else may stand there: these words, or any name where it is absent. */
  readonly words?: readonly EnumValue[];
  /** Some of the names that may stand there where any name may, for completion. */
  readonly suggested?: readonly EnumValue[];
}

export interface NumberSpec {
  readonly kind: 'number';
  readonly integer: boolean;
  readonly min: number;
  readonly max: number;
  /** True where `min` itself is not allowed. */
  readonly above?: boolean;
  /** True where the bounds mean something else than more or less of it: nothing, or everything. */
  readonly extreme?: boolean;
  /** What may stand behind the digits, and what it multiplies them by: `60%`, `10B`. */
  readonly suffixes?: Suffixes;
  /** A word that may stand in the number's place. */
  readonly word?: { readonly value: string; readonly documentation: string };
}

/** Endings of numbers with the powers that they stand for. */
export type Suffixes = Readonly<Record<string, number>>;

/** For shares: `60%` is 0.6. */
export const percent: Suffixes = { '%': 0.01 };

/** For large numbers: `10B` is ten thousand million. */
export const quantity: Suffixes = { K: 1e3, M: 1e6, B: 1e9, T: 1e12 };

export interface EnumSpec {
  readonly kind: 'enum';
  readonly values: readonly EnumValue[];
}

export interface EnumValue {
  readonly value: string | number;
  readonly documentation: string;
}

/** A map whose keys are known. */
export interface MapSpec {
  readonly kind: 'map';
  /** What the map is, in a sentence: "a model", "the seeds". */
  readonly noun: string;
  readonly keys: readonly KeySpec[];
  /** Forms that exclude each other, told apart by their first key. Exactly one of them has to be there. */
  readonly variants?: readonly Variant[];
  /** True where exactly one of the keys stands, as in a cleaning step. */
  readonly single?: boolean;
  /** Where the value of one key says which of the others belong to it. */
  readonly cases?: Cases;
}

export interface Cases {
  /** The key that decides. */
  readonly by: string;
  /** What belongs to each of its values. A key that no case names goes with all of them. */
  readonly of: Readonly<Record<string, Case>>;
}

export interface Case {
  readonly needs?: readonly string[];
  /** Keys of which exactly one has to stand. */
  readonly oneOf?: readonly string[];
  readonly takes?: readonly string[];
}

export interface Variant {
  /** The key that says that it is this form. */
  readonly key: string;
  /** Keys of this form only, the deciding one among them. */
  readonly keys: readonly KeySpec[];
}

/** A map whose keys are names that the user chooses. */
export interface EntriesSpec {
  readonly kind: 'entries';
  readonly defines: ReferenceKind;
  /** What a name has to match as a whole, and how to say so. */
  readonly names: { readonly regex: RegExp; readonly words: string };
  /** How many there have to be. */
  readonly atLeast: number;
  readonly of: Spec;
  /** One sentence for hover over a name. */
  readonly documentation: string;
}

/** Codes of notes on what studies found. */
type EvidenceCode = Extract<ProblemCode, `evidence-${string}`>;

export interface KeySpec {
  readonly key: string;
  readonly spec: Spec;
  readonly required?: boolean;
  /** Where a key that is needed may be absent all the same, in words. */
  readonly unless?: string;
  /** What counts where the key is absent, in words or as YAML. */
  readonly default?: string;
  /** One paragraph for people: what it does, its unit, what happens without it. */
  readonly documentation: string;
  /** One or more lines of YAML that stand right as a value of the strategy, the key included. */
  readonly example: string;
  /** Sections of docs/evidence.md about it: codes of notes. */
  readonly evidence?: readonly EvidenceCode[];
  /** Version of Wordmill that brought the key. */
  readonly since: string;
}

/** Every key that may stand in a map, whatever its form. */
export function allKeys(spec: MapSpec): readonly KeySpec[] {
  return [...(spec.variants ?? []).flatMap(({ keys }) => keys), ...spec.keys];
}

/**
 * The keys that may still be added to a map in which `present` stand: those of other forms and of other cases fall away.
 *
 * @param deciding value of the key that decides about the others, where it is known
 */
export function openKeys(spec: MapSpec, present: readonly string[], deciding?: string): readonly KeySpec[] {
  const chosen = chosenVariant(spec, present);
  const ofVariants = chosen === undefined ? (spec.variants ?? []).flatMap(({ keys }) => keys) : chosen.keys;
  if (spec.single === true && present.length > 0) return [];
  const foreign = foreignKeys(spec, present, deciding);
  return [...ofVariants, ...spec.keys].filter(({ key }) => !present.includes(key) && !foreign.has(key));
}

/** Values of the deciding key with which all keys that stand in the map can stay; undefined where none decides. */
export function openCases({ cases }: MapSpec, present: readonly string[]): readonly string[] | undefined {
  if (cases === undefined) return undefined;
  const all = new Set(Object.values(cases.of).flatMap(keysOfCase));
  return Object.entries(cases.of)
    .filter(([, one]) => present.every((key) => !all.has(key) || keysOfCase(one).includes(key)))
    .map(([value]) => value);
}

/** Every key that belongs to a case. */
export function keysOfCase({ needs = [], oneOf = [], takes = [] }: Case): readonly string[] {
  return [...needs, ...oneOf, ...takes];
}

function foreignKeys(
  { cases }: MapSpec,
  present: readonly string[],
  deciding: string | undefined,
): ReadonlySet<string> {
  const one =
    deciding !== undefined && cases !== undefined && Object.hasOwn(cases.of, deciding) ? cases.of[deciding] : undefined;
  if (one === undefined || cases === undefined) return new Set();
  const taken = one.oneOf?.some((key) => present.includes(key)) === true ? (one.oneOf ?? []) : [];
  const own = new Set(keysOfCase(one).filter((key) => !taken.includes(key)));
  return new Set(
    Object.values(cases.of)
      .flatMap(keysOfCase)
      .filter((key) => !own.has(key)),
  );
}

/** The form that the present keys decide for: by its deciding key first, else by any key of it. */
export function chosenVariant(spec: MapSpec, present: readonly string[]): Variant | undefined {
  return (
    spec.variants?.find(({ key }) => present.includes(key)) ??
    spec.variants?.find(({ keys }) => keys.some(({ key }) => present.includes(key)))
  );
}
