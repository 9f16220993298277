import {
  type CleanStep,
  type CompiledTemplate,
  compileTemplate,
  type ParsedTemplate,
  parseExpression,
  parseTemplate,
  type Rephrasing,
  type RephrasingStep,
  type Strategy,
} from '#language';
import { type CompiledCondition, compileCondition } from './condition.ts';
import { type Gates, gatesOf } from './judge.ts';

/** A rephrasing with its templates and expressions compiled. */
export interface PlannedRephrasing {
  readonly rephrasing: Rephrasing;
  readonly when: CompiledCondition | null;
  readonly steps: readonly PlannedStep[];
  /** Place among the steps of the one whose answer is the rephrasing. */
  readonly resultAt: number;
  /** Place of the last step whose list later steps go through, -1 where there is none: requests behind it are one record’s own. */
  readonly lastListAt: number;
  /** Whether several outputs become one record. */
  readonly joined: boolean;
  readonly assemble: CompiledTemplate | null;
  /** Gates of what one chain of requests gives: where it is joined with others, those of one chunk, else all. */
  readonly chainGates: Gates;
  /** Gates of the record that several outputs become. */
  readonly joinedGates: Gates;
  /** Variables that some part of the rephrasing uses: only these are drawn, so that adding another changes nothing. */
  readonly variables: readonly string[];
}

export interface PlannedStep {
  readonly step: RephrasingStep;
  readonly system: CompiledTemplate | null;
  readonly prompt: CompiledTemplate;
  readonly prefill: CompiledTemplate | null;
}

export function planRephrasing(strategy: Strategy, rephrasing: Rephrasing): PlannedRephrasing {
  const used = new Set<string>(rephrasing.each);
  const compile = (source: string): CompiledTemplate => {
    const parsed = parseTemplate(source);
    use(parsed.names);
    return compileTemplate(parsed);
  };
  const use = (names: ParsedTemplate['names']): void => {
    for (const { name } of names) used.add(name);
  };
  const optional = (source: string | null): CompiledTemplate | null => (source === null ? null : compile(source));
  const steps = rephrasing.steps.map((step) => ({
    step,
    system: optional(step.system),
    prompt: compile(step.prompt),
    prefill: optional(step.prefill),
  }));
  if (steps.length === 0) throw new TypeError('A rephrasing always has a step.');
  const assemble = optional(rephrasing.assemble);
  const chunkGates = (rephrasing.chunk?.keep ?? []).map(compileCondition);
  const gates = rephrasing.keep.map(compileCondition);
  for (const { uses } of [...chunkGates, ...gates]) use(uses);
  for (const expression of [rephrasing, ...rephrasing.steps].flatMap(({ clean }) => clean.flatMap(expressionsOf))) {
    use(parseExpression(expression).names);
  }
  const named = rephrasing.steps.findIndex(({ name }) => name !== null && name === rephrasing.result);
  // A list of the last step has no later steps that could go through it.
  const lastListAt = rephrasing.steps.slice(0, -1).findLastIndex(({ fanOut }) => fanOut !== null);
  const joined = rephrasing.join !== null && (rephrasing.chunk !== null || lastListAt >= 0);
  return {
    rephrasing,
    when: rephrasing.when === null ? null : compileCondition(rephrasing.when),
    steps,
    resultAt: named === -1 ? steps.length - 1 : named,
    lastListAt,
    joined,
    assemble,
    chainGates: gatesOf(joined ? chunkGates : [...chunkGates, ...gates]),
    joinedGates: gatesOf(gates),
    variables: Object.keys(strategy.variables).filter((name) => used.has(name)),
  };
}

function expressionsOf(step: CleanStep): readonly string[] {
  return step.step === 'pairs' && step.atMost !== null ? [step.atMost] : [];
}
