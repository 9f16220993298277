import { compileExpression } from './compile-expression.ts';
import type { ParsedExpression } from './parsed.ts';
import { mirrored, narrowed, opposite, type Order, type Range } from './range.ts';
import type { CompareNode, ComparisonOperator, Expression } from './tree.ts';
import type { Value } from './value.ts';
import { asNumber, isTrue } from './values.ts';

/**
 * What can still be the case, as alternatives: in each of them some names lie in narrower ranges than their own. No
 * alternative at all means that it cannot be. There may be more alternatives than there are in truth, and never fewer.
 */
export type Worlds = readonly ReadonlyMap<string, Range>[];

/** The numbers that a name, or a field such as `source.words`, can be; undefined where nothing is known of it. */
export type Ranges = (name: string) => Range | undefined;

/** Nothing is known but the ranges themselves. */
export const anyWorld: Worlds = [new Map()];

/** A condition whose value is the same whatever the document. Its span counts in the source of the expression. */
export interface CertainCondition {
  readonly span: Expression['span'];
  readonly always: boolean;
  /** True of `and` and `or`, where it takes several parts to be certain. */
  readonly joint: boolean;
}

/** More alternatives than these are not followed. */
const mostWorlds = 16;

/** Deeper inside a condition its parts are not asked one by one. */
const deepest = 32;

/** The worlds in which the expression holds. One that cannot be read tells nothing. */
export function worldsWhere({ expression, issues }: ParsedExpression, worlds: Worlds, ranges: Ranges): Worlds {
  return issues.length > 0 ? worlds : split(expression, worlds, ranges).yes;
}

/** The outermost parts of a condition that always hold or never do; parts are operands of `and`, `or` and `not`. */
export function certainConditions(
  { expression, issues }: ParsedExpression,
  ranges: Ranges,
): readonly CertainCondition[] {
  return issues.length > 0 ? [] : certainParts(expression, ranges, deepest);
}

function certainParts(node: Expression, ranges: Ranges, depth: number): readonly CertainCondition[] {
  const { yes, no } = split(node, anyWorld, ranges);
  const told = { span: node.span, joint: node.kind === 'logic' };
  if (yes.length === 0) return [{ ...told, always: false }];
  if (no.length === 0 && cannotFail(node, ranges)) return [{ ...told, always: true }];
  if (depth === 0) return [];
  if (node.kind === 'logic') {
    return [...certainParts(node.left, ranges, depth - 1), ...certainParts(node.right, ranges, depth - 1)];
  }
  return node.kind === 'unary' && node.operator === 'not' ? certainParts(node.operand, ranges, depth - 1) : [];
}

/** The worlds in which an expression holds, and those in which it does not; where it fails it does neither. */
interface Split {
  readonly yes: Worlds;
  readonly no: Worlds;
}

function split(node: Expression, worlds: Worlds, ranges: Ranges): Split {
  switch (node.kind) {
    case 'unary': {
      if (node.operator !== 'not') break;
      const { yes, no } = split(node.operand, worlds, ranges);
      return { yes: no, no: yes };
    }
    case 'logic': {
      const left = split(node.left, worlds, ranges);
      const right = split(node.right, node.operator === 'and' ? left.yes : left.no, ranges);
      return node.operator === 'and'
        ? { yes: right.yes, no: joined(left.no, right.no, worlds) }
        : { yes: joined(left.yes, right.yes, worlds), no: right.no };
    }
    case 'compare': {
      let yes = worlds;
      let no: Worlds = [];
      for (const pair of pairsOf(node)) {
        const found = compared(pair, yes, ranges);
        yes = found.yes;
        no = joined(no, found.no, worlds);
      }
      return { yes, no };
    }
    case 'name':
    case 'field':
      return constrained(node, '!=', 0, worlds, ranges);
    default:
      break;
  }
  const constant = constantOf(node);
  return constant === undefined ? { yes: worlds, no: worlds } : decided(isTrue(constant.value), worlds);
}

function decided(holds: boolean, worlds: Worlds): Split {
  return holds ? { yes: worlds, no: [] } : { yes: [], no: worlds };
}

interface Comparison {
  readonly left: Expression;
  readonly operator: ComparisonOperator;
  readonly right: Expression;
}

/** `a < b < c` as `a < b` and `b < c`. */
function pairsOf({ first, rest }: CompareNode): readonly Comparison[] {
  return rest.map(({ operator, operand }, at) => ({ left: rest[at - 1]?.operand ?? first, operator, right: operand }));
}

function compared({ left, operator, right }: Comparison, worlds: Worlds, ranges: Ranges): Split {
  const unknown = { yes: worlds, no: worlds };
  if (operator === 'in' || operator === 'not in') return unknown;
  const [a, b] = [constantOf(left), constantOf(right)];
  if (a !== undefined && b !== undefined) {
    const { span } = left;
    const result = evaluated({
      kind: 'compare',
      span,
      first: left,
      rest: [{ operator, operatorSpan: span, operand: right }],
    });
    return result === undefined ? unknown : decided(isTrue(result.value), worlds);
  }
  const value = asNumber((a ?? b)?.value ?? null);
  if (value === undefined) return unknown;
  return a === undefined
    ? constrained(left, operator, value, worlds, ranges)
    : constrained(right, mirrored[operator], value, worlds, ranges);
}

/** The worlds in which what stands there compares so with a number, and the others. */
function constrained(node: Expression, operator: Order, value: number, worlds: Worlds, ranges: Ranges): Split {
  const name = pathOf(node);
  const own = name === undefined ? undefined : ranges(name);
  if (name === undefined || own === undefined) return { yes: worlds, no: worlds };
  const those = (asked: Order): Worlds =>
    worlds.flatMap((world) => {
      const range = narrowed(world.get(name) ?? own, asked, value);
      return range === undefined ? [] : [new Map(world).set(name, range)];
    });
  return { yes: those(operator), no: those(opposite[operator]) };
}

/** Both, or what they came from where they are too many to follow. */
function joined(one: Worlds, other: Worlds, from: Worlds): Worlds {
  return one.length + other.length > mostWorlds ? from : [...one, ...other];
}

/** True where evaluating certainly comes to a value: a document may lack a field, and a filter may refuse a value. */
function cannotFail(node: Expression, ranges: Ranges): boolean {
  switch (node.kind) {
    case 'unary':
      return node.operator === 'not' ? cannotFail(node.operand, ranges) : constantOf(node) !== undefined;
    case 'logic':
      return cannotFail(node.left, ranges) && cannotFail(node.right, ranges);
    case 'compare':
      return pairsOf(node).every(
        ({ operator, left, right }) =>
          operator !== 'in' && operator !== 'not in' && isComparable(left, ranges) && isComparable(right, ranges),
      );
    default:
      return constantOf(node) !== undefined || isKnown(node, ranges);
  }
}

/** Texts among themselves could be compared too, which nobody writes. */
function isComparable(node: Expression, ranges: Ranges): boolean {
  const constant = constantOf(node);
  return constant === undefined ? isKnown(node, ranges) : asNumber(constant.value) !== undefined;
}

function isKnown(node: Expression, ranges: Ranges): boolean {
  const name = pathOf(node);
  return name !== undefined && ranges(name) !== undefined;
}

/** `words`, `source.words`; other expressions have no path. */
function pathOf(node: Expression): string | undefined {
  if (node.kind === 'name') return node.name;
  return node.kind === 'field' && node.object.kind === 'name' ? `${node.object.name}.${node.field}` : undefined;
}

/** The value of a literal, or of arithmetic on numbers; undefined for everything else, and where it fails. */
function constantOf(node: Expression): { readonly value: Value } | undefined {
  if (node.kind === 'literal') return node;
  return isArithmetic(node) ? evaluated(node) : undefined;
}

function isArithmetic(node: Expression): boolean {
  if (node.kind === 'literal') return typeof node.value === 'number';
  if (node.kind === 'unary') return node.operator !== 'not' && isArithmetic(node.operand);
  return node.kind === 'binary' && isArithmetic(node.left) && isArithmetic(node.right);
}

function evaluated(node: Expression): { readonly value: Value } | undefined {
  const parsed = { source: '', expression: node, names: [], filters: [], tests: [], issues: [] };
  const result = compileExpression(parsed)({ get: () => undefined });
  return result.ok ? result : undefined;
}
