import type { Environment, Evaluator } from './environment.ts';
import { areEqual } from './compare.ts';
import type { CallNode, Expression } from './tree.ts';
import type { Value } from './value.ts';
import { asNumber, kindOf } from './values.ts';
import { charge, fail, TemplateFailure, type Work } from './work.ts';

/** The longest list that `range` gives, as in Jinja's sandbox. */
const mostRange = 100_000;

export function compileCall(
  node: CallNode,
  environment: Environment,
  compile: (node: Expression, environment: Environment) => Evaluator,
): Evaluator {
  const { span } = node;
  const refuse =
    (message: string): Evaluator =>
    () => {
      throw new TemplateFailure(message, span);
    };
  if (node.arguments.some(({ name }) => name !== null)) return refuse(`\`${node.callee}\` takes no named arguments.`);
  const given = node.arguments.map(({ value }) => compile(value, environment));
  if (node.callee === 'range') {
    if (given.length < 1 || given.length > 3) return refuse('`range` takes 1 to 3 numbers.');
    return (work) => {
      const values = given.map((argument) => argument(work));
      work.at = span;
      return range(values, work);
    };
  }
  const depth = environment.loop;
  if (depth < 0) return refuse('`loop` exists inside a loop only.');
  if (given.length === 0) return refuse(`\`${node.callee}\` needs an argument.`);
  if (node.callee === 'loop.cycle') {
    return (work) => given[(work.loops[depth]?.index ?? 0) % given.length]?.(work) ?? null;
  }
  return (work) => {
    const seen = work.loops[depth]?.seen;
    const values = given.map((argument) => argument(work));
    work.at = span;
    const before = seen?.get(span.start);
    seen?.set(span.start, values);
    return before === undefined || !areEqual(before, values, work);
  };
}

function range(given: readonly Value[], work: Work): Value {
  const numbers = given.map((value) => {
    const number = asNumber(value);
    return number !== undefined && Number.isInteger(number)
      ? number
      : fail(work, `\`range\` takes whole numbers, and this is ${kindOf(value)}.`);
  });
  const [start = 0, stop = 0, step = 1] = numbers.length === 1 ? [0, ...numbers] : numbers;
  if (step === 0) return fail(work, 'The step of `range` cannot be 0.');
  const length = Math.max(0, Math.ceil((stop - start) / step));
  if (length > mostRange) return fail(work, `\`range\` gives ${mostRange.toLocaleString('en')} numbers at the most.`);
  charge(work, length);
  return Array.from({ length }, (_, at) => start + at * step);
}
