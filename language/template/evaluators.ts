import { calculate } from './arithmetic.ts';
import { areEqual, contains, order } from './compare.ts';
import { compileFilter, compileTest } from './compile-applications.ts';
import { compileCall } from './compile-call.ts';
import { type Environment, type Evaluator, type MaybeEvaluator, nameReader } from './environment.ts';
import { formatNumber } from './numbers.ts';
import { sliceOf } from './slice.ts';
import type { CompareNode, ComparisonOperator, Expression, FieldNode, IndexNode, MapNode, NameNode } from './tree.ts';
import type { Value } from './value.ts';
import { asNumber, isMap, isTrue, kindOf, read, textOf } from './values.ts';
import { chargeNewText, charge, fail, TemplateFailure, type Work } from './work.ts';

/** Turns an expression into a function that evaluates it; the function fails where something does not exist. */
export function compile(node: Expression, environment: Environment): Evaluator {
  const { span } = node;
  switch (node.kind) {
    case 'literal': {
      const { value } = node;
      return () => value;
    }
    case 'name':
    case 'field':
    case 'index': {
      const maybe = compileMaybe(node, environment);
      return (work) => {
        const value = maybe(work);
        return value === undefined ? absent(node, work) : value;
      };
    }
    case 'list': {
      const items = node.items.map((item) => compile(item, environment));
      return (work) => items.map((item) => item(work));
    }
    case 'map':
      return compileMap(node, environment);
    case 'slice': {
      const object = compile(node.object, environment);
      const [start, stop, step] = [node.start, node.stop, node.step].map((part) => part && compile(part, environment));
      return (work) => {
        const value = object(work);
        const bounds = [start?.(work), stop?.(work), step?.(work)] as const;
        work.at = span;
        return sliceOf(value, bounds, work);
      };
    }
    case 'call':
      return compileCall(node, environment, compile);
    case 'filter': {
      const maybe = compileFilter(node, environment, { compile, compileMaybe });
      return (work) => {
        const value = maybe(work);
        if (value !== undefined) return value;
        work.at = span;
        return fail(work, `\`${node.name}\` of something empty gives nothing; \`default\` can stand in for it.`);
      };
    }
    case 'test':
      return compileTest(node, environment, { compile, compileMaybe });
    case 'unary': {
      const operand = compile(node.operand, environment);
      if (node.operator === 'not') return (work) => !isTrue(operand(work));
      const sign = node.operator === '-' ? -1 : 1;
      return (work) => {
        const value = operand(work);
        const number = asNumber(value);
        if (number !== undefined) return sign * number + 0;
        work.at = span;
        return fail(work, `\`${node.operator}\` cannot stand before ${kindOf(value)}.`);
      };
    }
    case 'binary': {
      const { operator } = node;
      const left = compile(node.left, environment);
      const right = compile(node.right, environment);
      return (work) => {
        const a = left(work);
        const b = right(work);
        work.at = span;
        return calculate(operator, a, b, work);
      };
    }
    case 'logic': {
      const left = compile(node.left, environment);
      const right = compile(node.right, environment);
      const goesOn = node.operator === 'and';
      return (work) => {
        const value = left(work);
        return isTrue(value) === goesOn ? right(work) : value;
      };
    }
    case 'compare':
      return compileComparison(node, environment);
    case 'concatenation': {
      const parts = node.parts.map((part) => compile(part, environment));
      return (work) => {
        let text = '';
        for (const part of parts) {
          text += textOf(part(work), work);
          work.at = span;
          chargeNewText(work, text.length);
        }
        return text;
      };
    }
    case 'conditional': {
      const condition = compile(node.condition, environment);
      const then = compile(node.then, environment);
      // As in Jinja a condition without `else` that does not hold renders as nothing: that is what is asked for.
      const otherwise = node.otherwise ? compile(node.otherwise, environment) : () => '';
      return (work) => (isTrue(condition(work)) ? then(work) : otherwise(work));
    }
    case 'broken':
      return () => {
        throw new TemplateFailure('This expression could not be read.', span);
      };
  }
}

/** As `compile`, but what does not exist is undefined: for `is defined` and `default`. Only the last part may be absent. */
export function compileMaybe(node: Expression, environment: Environment): MaybeEvaluator {
  switch (node.kind) {
    case 'name':
      return nameReader(node.name, environment);
    case 'field':
      return compileRead(node, () => node.field, environment);
    case 'index':
      return compileRead(node, compile(node.index, environment), environment);
    case 'filter':
      return compileFilter(node, environment, { compile, compileMaybe });
    case 'conditional': {
      const condition = compile(node.condition, environment);
      const then = compileMaybe(node.then, environment);
      const otherwise = node.otherwise ? compileMaybe(node.otherwise, environment) : () => undefined;
      return (work) => (isTrue(condition(work)) ? then(work) : otherwise(work));
    }
    default:
      return compile(node, environment);
  }
}

/** Ends the evaluation with what does not exist. */
function absent(node: NameNode | FieldNode | IndexNode, work: Work): never {
  work.at = node.kind === 'name' ? node.nameSpan : node.kind === 'field' ? node.fieldSpan : node.span;
  if (node.kind === 'name') {
    return fail(work, work.scope.whyAbsent?.(node.name) ?? `\`${node.name}\` is not defined.`);
  }
  const field =
    node.kind === 'field'
      ? node.field
      : node.kind === 'index' && node.index.kind === 'literal'
        ? node.index.value
        : null;
  const owner = pathOf(node.object);
  const name =
    field === null
      ? 'such item'
      : typeof field === 'number'
        ? `item ${formatNumber(field)}`
        : `field \`${String(field)}\``;
  return fail(work, `${owner === null ? 'This value' : `\`${owner}\``} has no ${name}.`);
}

function pathOf(node: Expression): string | null {
  if (node.kind === 'name') return node.name;
  if (node.kind !== 'field') return null;
  const owner = pathOf(node.object);
  return owner === null ? null : `${owner}.${node.field}`;
}

function compileRead(
  node: FieldNode | IndexNode,
  key: (work: Work) => Value,
  environment: Environment,
): MaybeEvaluator {
  if (node.kind === 'field') {
    const { field } = node;
    if (
      node.object.kind === 'name' &&
      node.object.name === 'loop' &&
      environment.loop >= 0 &&
      environment.slotsOf('loop').length === 0
    ) {
      return environment.loopField(field);
    }
    const object = compile(node.object, environment);
    return (work) => {
      const value = object(work);
      if (isMap(value)) return Object.hasOwn(value, field) ? value[field] : undefined;
      work.at = node.fieldSpan;
      return fail(work, `${describe(node.object, value)} has no fields, so there is no \`${field}\`.`);
    };
  }
  const object = compile(node.object, environment);
  return (work) => {
    const value = object(work);
    const at = key(work);
    work.at = node.span;
    if (typeof value === 'object' && value !== null) return read(value, at, work);
    if (typeof value === 'string' && typeof at === 'number') return read(value, at, work);
    return fail(work, `${describe(node.object, value)} cannot be read by ${kindOf(at)}.`);
  };
}

function describe(node: Expression, value: Value): string {
  const path = pathOf(node);
  return path === null
    ? `${kindOf(value).charAt(0).toUpperCase()}${kindOf(value).slice(1)}`
    : `\`${path}\` is ${kindOf(value)} and`;
}

function compileMap(node: MapNode, environment: Environment): Evaluator {
  const entries = node.entries.map(({ key, value }) => ({
    key: compile(key, environment),
    value: compile(value, environment),
    span: key.span,
  }));
  return (work) => {
    // Without a prototype every key is a plain field, `__proto__` too.
    const map: Record<string, Value> = Object.create(null) as Record<string, never>;
    for (const entry of entries) {
      const key = entry.key(work);
      work.at = entry.span;
      charge(work, 1);
      if (typeof key !== 'string') return fail(work, `The keys of a map are text, and this is ${kindOf(key)}.`);
      map[key] = entry.value(work);
    }
    return map;
  };
}

const comparisons: Readonly<Record<ComparisonOperator, (a: Value, b: Value, work: Work) => boolean>> = {
  '==': (a, b, work) => areEqual(a, b, work),
  '!=': (a, b, work) => !areEqual(a, b, work),
  '<': (a, b, work) => order(a, b, work) < 0,
  '<=': (a, b, work) => order(a, b, work) <= 0,
  '>': (a, b, work) => order(a, b, work) > 0,
  '>=': (a, b, work) => order(a, b, work) >= 0,
  in: (a, b, work) => contains(b, a, work),
  'not in': (a, b, work) => !contains(b, a, work),
};

function compileComparison(node: CompareNode, environment: Environment): Evaluator {
  const first = compile(node.first, environment);
  const rest = node.rest.map(({ operator, operand }) => ({
    holds: comparisons[operator],
    operand: compile(operand, environment),
  }));
  const { span } = node;
  const [only, ...others] = rest;
  if (only && others.length === 0) {
    const { holds, operand } = only;
    return (work) => {
      const a = first(work);
      const b = operand(work);
      work.at = span;
      return holds(a, b, work);
    };
  }
  return (work) => {
    let left = first(work);
    for (const { holds, operand } of rest) {
      const right = operand(work);
      work.at = span;
      if (!holds(left, right, work)) return false;
      left = right;
    }
    return true;
  };
}
