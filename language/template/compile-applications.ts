import { accepts, wordsFor } from './accepts.ts';
import { assignArguments } from './arguments.ts';
import type { Environment, Evaluator, MaybeEvaluator } from './environment.ts';
import { capitalised } from './compare.ts';
import type { Parameter } from './filters/filter.ts';
import { filterNamed } from './filters/index.ts';
import { library } from './library.ts';
import { testNamed } from './tests/index.ts';
import type { Argument, Expression, FilterNode, TestNode } from './tree.ts';
import type { Value } from './value.ts';
import { kindOf } from './values.ts';
import { charge, fail, TemplateFailure, type Work } from './work.ts';

export interface Compilers {
  readonly compile: (node: Expression, environment: Environment) => Evaluator;
  readonly compileMaybe: (node: Expression, environment: Environment) => MaybeEvaluator;
}

export function compileFilter(node: FilterNode, environment: Environment, compilers: Compilers): MaybeEvaluator {
  if (node.name === 'default' || node.name === 'd') return compileDefault(node, environment, compilers);
  const input = compilers.compile(node.input, environment);
  const apply = compileApplication(node, environment, compilers);
  return (work) => apply(input(work), work);
}

/** What a filter does with a value that is already there; also for the filters of a `set` block. */
export function compileApplication(
  node: Omit<FilterNode, 'input'>,
  environment: Environment,
  { compile }: Pick<Compilers, 'compile'>,
): (input: Value, work: Work) => Value | undefined {
  const spec = filterNamed(node.name);
  if (!spec) return refuse(`There is no filter \`${node.name}\`.`, node.nameSpan);
  const values = node.arguments.map(({ value }) => compile(value, environment));
  const place = { start: node.nameSpan.start, end: node.span.end };
  if (spec.parameters === 'any') {
    const names = node.arguments.map(({ name }) => name);
    return (input, work) => {
      const positional: Value[] = [];
      const named = new Map<string, Value>();
      for (const [at, evaluate] of values.entries()) {
        const name = names[at] ?? null;
        if (name === null) positional.push(evaluate(work));
        else named.set(name, evaluate(work));
      }
      work.at = place;
      charge(work, 1);
      checkInput(`\`${node.name}\``, spec.input, input, work);
      return spec.apply(input, positional, named, work, library);
    };
  }
  const bound = bindArguments(`\`${node.name}\``, spec.parameters, node.arguments, values, place);
  const { apply } = spec;
  return (input, work) => {
    const given = bound(work);
    work.at = place;
    charge(work, 1);
    checkInput(`\`${node.name}\``, spec.input, input, work);
    return apply(input, given, work);
  };
}

/** The one filter whose input may not exist. */
function compileDefault(node: FilterNode, environment: Environment, compilers: Compilers): MaybeEvaluator {
  const input = compilers.compileMaybe(node.input, environment);
  const spec = filterNamed(node.name);
  if (!spec || spec.parameters === 'any') return refuse(`There is no filter \`${node.name}\`.`, node.nameSpan);
  const values = node.arguments.map(({ value }) => compilers.compile(value, environment));
  const bound = bindArguments(`\`${node.name}\``, spec.parameters, node.arguments, values, node.span);
  return (work) => {
    const value = input(work);
    if (value !== undefined && node.arguments.length < 2) return value;
    const given = bound(work);
    return value === undefined ? (given[0] === undefined ? '' : given[0]) : spec.apply(value, given, work);
  };
}

export function compileTest(node: TestNode, environment: Environment, compilers: Compilers): Evaluator {
  const { negated, name } = node;
  if (name === 'defined' || name === 'undefined') {
    const input = compilers.compileMaybe(node.input, environment);
    const wanted = (name === 'defined') !== negated;
    return (work) => (input(work) !== undefined) === wanted;
  }
  const spec = testNamed(name);
  if (!spec) return refuse(`There is no test \`${name}\`.`, node.nameSpan);
  const input = compilers.compile(node.input, environment);
  const values = node.arguments.map(({ value }) => compilers.compile(value, environment));
  const bound = bindArguments(`\`${name}\``, spec.parameters, node.arguments, values, node.span);
  return (work) => {
    const value = input(work);
    const given = bound(work);
    work.at = node.span;
    checkInput(`\`${name}\``, spec.input, value, work);
    return spec.holds(value, given, work) !== negated;
  };
}

function bindArguments(
  what: string,
  parameters: readonly Parameter[],
  given: readonly Argument[],
  values: readonly Evaluator[],
  place: TestNode['span'],
): (work: Work) => readonly (Value | undefined)[] {
  const assigned = assignArguments(
    what,
    parameters,
    given.map(({ name }) => name),
  );
  if (!assigned.ok) return refuse(assigned.message, place);
  if (values.length === 0) {
    const none: readonly undefined[] = [];
    return () => none;
  }
  const { order } = assigned;
  return (work) =>
    parameters.map((parameter, at) => {
      const index = order[at];
      const value = index === undefined ? undefined : values[index]?.(work);
      // `none` stands for an argument that is left out, as with Python's defaults.
      if (value === undefined || value === null || accepts(parameter.type, value))
        return value ?? noneFor(parameter, value);
      work.at = (index === undefined ? undefined : given[index]?.span) ?? place;
      return fail(
        work,
        `${what} takes ${wordsFor(parameter.type)} as its \`${parameter.name}\`, and this is ${kindOf(value)}.`,
      );
    });
}

/** Nothing is a value for a parameter that takes anything, and an absent argument for every other. */
function noneFor(parameter: Parameter, value: null | undefined): null | undefined {
  return parameter.type === 'any' ? value : undefined;
}

function checkInput(what: string, wanted: Parameter['type'], input: Value, work: Work): void {
  if (!accepts(wanted, input)) fail(work, `${what} takes ${wordsFor(wanted)}, and this is ${kindOf(input)}.`);
}

function refuse(message: string, span: TestNode['span']): () => never {
  return () => {
    throw new TemplateFailure(capitalised(message), span);
  };
}
