import { type Expression, type MeasureName, measureTable, type NameUse, type Scope, type Value } from '#language';
import type { CompiledCondition } from './condition.ts';
import type { Json, SeedDocument } from './document.ts';
import {
  isMeasure,
  isTextMeasure,
  type MeasureInput,
  measureScope,
  type Measures,
  type MeasureValue,
  sourceMeasures,
  type TextMeasureName,
} from './measures/index.ts';

/** What a cleaned output is judged by. */
export interface JudgeInput extends MeasureInput {
  readonly document: SeedDocument;
  /** The names of `let`. */
  readonly computed: Scope;
  /** What was drawn for the piece. */
  readonly variables: Readonly<Record<string, Json>>;
}

/** Gates that are asked of an output one after the other. */
export interface Gates {
  readonly conditions: readonly CompiledCondition[];
  /** The measures that go on the record, in the order of the language's table. */
  readonly recorded: readonly MeasureName[];
}

export function gatesOf(conditions: readonly CompiledCondition[]): Gates {
  const named = new Set(conditions.flatMap(({ names }) => names));
  const recorded = Object.keys(measureTable)
    .filter(isMeasure)
    .filter((name) => alwaysTaken.has(name) || named.has(name));
  return { conditions, recorded };
}

/** What the gates said, and the measures that go on the record: those that any gate names, and length in all its forms. */
export type Judgement = { readonly measures: Readonly<Record<string, MeasureValue>> } & (
  | { readonly passed: true }
  | {
      readonly passed: false;
      readonly gate: Expression;
      /** What the gate came upon: the value of its one name, else its own. */
      readonly value: unknown;
      /** One sentence: “`numbers_invented == 0` failed: numbers_invented is 3 (1987, 42, 9).” */
      readonly message: string;
    }
);

/**
 * Takes the output's measures and asks the gates in their order; the first that is not true rejects. A gate that cannot
 * be evaluated for this document (it reads a field that the row lacks) rejects as well. Gates see the measures, the output itself, `doc`,
 * the variables, the names of `let`, and `source` with the measures of the seed document; a variable hides a measure of its name.
 */
export function judge({ conditions, recorded }: Gates, input: JudgeInput): Judgement {
  const measures = measureScope(input);
  const taken = takenMeasures(recorded, measures, input);
  if (conditions.length === 0) return { passed: true, measures: taken };
  const scope = gateScope(conditions, measures, input);
  for (const gate of conditions) {
    const verdict = gate.decide(scope);
    if (verdict.holds) continue;
    const message = failureMessage(gate, scope, measures, input);
    return { passed: false, gate: gate.source, value: verdict.value, message, measures: taken };
  }
  return { passed: true, measures: taken };
}

/** What came of one expectation of `tests` for one record. */
export interface Expectation {
  readonly expression: string;
  readonly line: number;
  readonly passed: boolean;
  /** The value of the expression's one name where it has just one, else its own; why where it cannot be evaluated. */
  readonly value: unknown;
  /** Why it failed, in one sentence; null where it passed. */
  readonly message: string | null;
}

/** Asks of a record what a test expects; expectations see what gates see, and each is asked whatever the others said. */
export function askExpectation(condition: CompiledCondition, input: JudgeInput): Expectation {
  const measures = measureScope(input);
  const scope = gateScope([condition], measures, input);
  const { expression, line } = condition.source;
  const passed = condition.decide(scope).holds;
  const value = condition.valueIn(scope);
  return {
    expression,
    line,
    passed,
    value: typeof value === 'number' ? rounded(value) : (value ?? null),
    message: passed ? null : failureMessage(condition, scope, measures, input),
  };
}

/** Always on the record, whatever the gates name. */
export const alwaysTaken: ReadonlySet<string> = new Set(['tokens', 'words', 'ratio'] satisfies MeasureName[]);

function gateScope(gates: readonly CompiledCondition[], measures: Measures, input: JudgeInput): Scope {
  const source = sourceValues(gates, input);
  return {
    get(name) {
      if (Object.hasOwn(input.variables, name)) return input.variables[name];
      if (name === 'doc') return input.document.fields;
      if (name === 'source') return source;
      if (name === 'output') return input.output;
      return isMeasure(name) ? measures.get(name) : input.computed.get(name);
    },
    whyAbsent: (name) => input.computed.whyAbsent?.(name),
  };
}

/** The source's measures that some gate reads; all of them where a gate computes the name. */
function sourceValues(gates: readonly CompiledCondition[], input: JudgeInput): Readonly<Record<string, Value>> {
  const uses = gates.flatMap((gate) => gate.uses.filter(({ name }) => name === 'source'));
  if (uses.length === 0) return {};
  const all: readonly TextMeasureName[] = Object.keys(measureTable).filter(isTextMeasure);
  const named = uses.every(({ path }) => path.length > 0) ? new Set(uses.map(({ path }) => path[0])) : null;
  const measure = sourceMeasures(input.source, input.identifyLanguage);
  return Object.fromEntries(all.filter((name) => named?.has(name) ?? true).map((name) => [name, measure(name)]));
}

/** Numbers are rounded to four decimals. */
function takenMeasures(
  recorded: readonly MeasureName[],
  measures: Measures,
  { variables }: JudgeInput,
): Readonly<Record<string, MeasureValue>> {
  const taken: Record<string, MeasureValue> = {};
  for (const name of recorded) {
    // A gate that uses the name means the variable then.
    if (!alwaysTaken.has(name) && Object.hasOwn(variables, name)) continue;
    taken[name] = rounded(measures.get(name));
  }
  return taken;
}

function failureMessage(gate: CompiledCondition, scope: Scope, measures: Measures, input: JudgeInput): string {
  const { expression } = gate.source;
  const result = gate.evaluate(scope);
  if (!result.ok) return `\`${expression}\` could not be evaluated: ${withStop(result.message)}`;
  const uses = new Map(gate.uses.map((use) => [[use.name, ...use.path].join('.'), use]));
  const facts = [...uses].map(([written, use]) => {
    const known = `${written} is ${shown(valueOf(use, scope))}`;
    const isOwn = isMeasure(use.name) && !Object.hasOwn(input.variables, use.name);
    const details = isOwn && isMeasure(use.name) ? measures.explain(use.name) : null;
    return details === null ? known : `${known} (${details})`;
  });
  return facts.length === 0 ? `\`${expression}\` failed.` : `\`${expression}\` failed: ${facts.join(', ')}.`;
}

function valueOf({ name, path }: NameUse, scope: Scope): unknown {
  let value: unknown = scope.get(name);
  for (const field of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, field)) return undefined;
    // An object that has the field as its own property can be read by it.
    value = (value as Readonly<Record<string, unknown>>)[field];
  }
  return value;
}

const longestShown = 80;

function shown(value: unknown): string {
  if (value === undefined) return 'absent';
  const text = JSON.stringify(typeof value === 'number' ? rounded(value) : value) ?? 'absent';
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

function rounded<T extends MeasureValue>(value: T): T | number {
  return typeof value === 'number' ? Math.round(value * 10_000) / 10_000 : value;
}

function withStop(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
