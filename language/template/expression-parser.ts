import { broken } from './broken.ts';
import { type Cursor, found } from './cursor.ts';
import { type Readers, readPostfix } from './postfix-parser.ts';
import { reservedWords } from './reserved.ts';
import type { Token } from './token.ts';
import type { ArithmeticOperator, CompareNode, ComparisonOperator, Expression } from './tree.ts';

/** How strongly operators bind, weakest first. Jinja's own order: `~` binds more strongly than `+`, and `not` less than `==`. */
const power = { or: 1, and: 2, not: 3, compare: 4, sum: 5, concatenation: 6, product: 7, power: 8 } as const;

const sums: ReadonlySet<string> = new Set(['+', '-']);
const products: ReadonlySet<string> = new Set(['*', '/', '//', '%']);
const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);

const constants: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);

export const readers: Readers = { expression: readExpression, primary: readPrimary };

/** A whole expression, ternary included. */
export function readExpression(cursor: Cursor): Expression {
  let then = readOperators(cursor, power.or);
  while (cursor.accept('if') && cursor.lengthen()) {
    const condition = readOperators(cursor, power.or);
    const otherwise = cursor.accept('else') ? cursor.deeper(() => readExpression(cursor)) : null;
    const end = (otherwise ?? condition).span.end;
    then = { kind: 'conditional', span: { start: then.span.start, end }, condition, then, otherwise };
  }
  return then;
}

/** One expression, or several with commas between, which are a list. Without `ternary` an `if` ends it. */
export function readTuple(cursor: Cursor, ternary: boolean): Expression {
  const one = (): Expression => (ternary ? readExpression(cursor) : readOperators(cursor, power.or));
  const first = one();
  if (!cursor.is(',')) return first;
  const items = [first];
  while (cursor.accept(',')) {
    if (!startsExpression(cursor.peek())) break;
    items.push(one());
  }
  return { kind: 'list', span: { start: first.span.start, end: items.at(-1)?.span.end ?? first.span.end }, items };
}

/** Operators that bind at least as strongly as `minimum`, by precedence climbing. */
export function readOperators(cursor: Cursor, minimum: number): Expression {
  let left = readPrefixed(cursor, minimum);
  for (;;) {
    const token = cursor.peek();
    const strength = strengthOf(cursor, token);
    if (strength === 0 || strength < minimum || !cursor.lengthen()) break;
    if (strength === power.compare) {
      left = readComparisons(cursor, left);
      continue;
    }
    cursor.next();
    const right = readOperators(cursor, strength + 1);
    left = join(token, left, right);
  }
  return left;
}

function strengthOf(cursor: Cursor, token: Token): number {
  const { text, kind } = token;
  if (kind === 'name') {
    if (text === 'or') return power.or;
    if (text === 'and') return power.and;
    return text === 'in' || (text === 'not' && cursor.peek(1).text === 'in') ? power.compare : 0;
  }
  if (kind !== 'operator') return 0;
  if (comparisons.has(text)) return power.compare;
  if (sums.has(text)) return power.sum;
  if (products.has(text)) return power.product;
  return text === '~' ? power.concatenation : text === '**' ? power.power : 0;
}

function join(token: Token, left: Expression, right: Expression): Expression {
  const span = { start: left.span.start, end: right.span.end };
  if (token.text === 'and' || token.text === 'or') return { kind: 'logic', span, operator: token.text, left, right };
  if (token.text === '~') {
    const parts = left.kind === 'concatenation' ? [...left.parts, right] : [left, right];
    return { kind: 'concatenation', span, parts };
  }
  // The caller came here by one of the sets of arithmetic operators.
  const operator = token.text as ArithmeticOperator;
  return { kind: 'binary', span, operator, operatorSpan: token.span, left, right };
}

function readComparisons(cursor: Cursor, first: Expression): Expression {
  const rest: CompareNode['rest'][number][] = [];
  while (strengthOf(cursor, cursor.peek()) === power.compare && cursor.lengthen()) {
    const token = cursor.next();
    const second = token.text === 'not' ? cursor.next() : token;
    // The caller came here by the set of comparisons, `in` or `not in`.
    const operator = (second === token ? token.text : 'not in') as ComparisonOperator;
    const operatorSpan = { start: token.span.start, end: second.span.end };
    rest.push({ operator, operatorSpan, operand: readOperators(cursor, power.sum) });
  }
  const end = rest.at(-1)?.operand.span.end ?? first.span.end;
  return { kind: 'compare', span: { start: first.span.start, end }, first, rest };
}

/** `not`, where it may stand, or an operand with its signs, fields, filters and tests. */
function readPrefixed(cursor: Cursor, minimum: number): Expression {
  const token = cursor.peek();
  if (token.kind === 'name' && token.text === 'not' && minimum <= power.not) {
    cursor.next();
    const operand = cursor.deeper(() => readOperators(cursor, power.not));
    return operand
      ? { kind: 'unary', span: { start: token.span.start, end: operand.span.end }, operator: 'not', operand }
      : broken(token.span);
  }
  return readUnary(cursor, true);
}

/** As in Jinja, filters and tests behind a sign take the signed number: `-1 | abs` is 1. */
function readUnary(cursor: Cursor, withFilters: boolean): Expression {
  const token = cursor.peek();
  let operand: Expression;
  if (token.kind === 'operator' && (token.text === '-' || token.text === '+')) {
    cursor.next();
    const inner = cursor.deeper(() => readUnary(cursor, false)) ?? broken(token.span);
    operand = {
      kind: 'unary',
      span: { start: token.span.start, end: inner.span.end },
      operator: token.text,
      operand: inner,
    };
  } else {
    operand = readPrimary(cursor);
  }
  return readPostfix(cursor, operand, withFilters, readers);
}

/** A literal, a name, a list, a map, or an expression in parentheses. */
export function readPrimary(cursor: Cursor): Expression {
  const token = cursor.peek();
  if (token.kind === 'string') return readStrings(cursor);
  if (token.kind === 'number') {
    cursor.next();
    return { kind: 'literal', span: token.span, tokenSpan: token.span, value: token.value };
  }
  if (token.kind === 'name' && !reservedWords.has(token.text)) {
    cursor.next();
    const constant = constants.get(token.text);
    if (constant !== undefined) return { kind: 'literal', span: token.span, tokenSpan: token.span, value: constant };
    return { kind: 'name', span: token.span, nameSpan: token.span, name: token.text };
  }
  if (cursor.is('(')) return cursor.deeper(() => readParenthesised(cursor)) ?? broken(token.span);
  if (cursor.is('[')) return cursor.deeper(() => readList(cursor)) ?? broken(token.span);
  if (cursor.is('{')) return cursor.deeper(() => readMap(cursor)) ?? broken(token.span);
  if (token.text === 'not') cursor.fail('`not` needs parentheses here: `(not …)`.', token.span);
  else if (token.text === '=') cursor.fail('A comparison is written `==`.', token.span);
  else cursor.fail(`A value is expected, ${found(token)}.`, token.span);
  return broken(token.span);
}

export function startsExpression(token: Token): boolean {
  if (token.kind === 'operator') return ['(', '[', '{', '-', '+'].includes(token.text);
  if (token.kind === 'name') return token.text === 'not' || !reservedWords.has(token.text);
  return token.kind !== 'end';
}

/** Strings side by side are one string. */
function readStrings(cursor: Cursor): Expression {
  const first = cursor.next();
  let value = String(first.value);
  let end = first.span.end;
  while (cursor.peek().kind === 'string') {
    const more = cursor.next();
    value += String(more.value);
    end = more.span.end;
  }
  const span = { start: first.span.start, end };
  return { kind: 'literal', span, tokenSpan: span, value };
}

function readParenthesised(cursor: Cursor): Expression {
  const open = cursor.next();
  if (cursor.is(')')) return { kind: 'list', span: { start: open.span.start, end: cursor.next().span.end }, items: [] };
  const inner = readTuple(cursor, true);
  const close = cursor.expect(')', 'here');
  const span = { start: open.span.start, end: close?.span.end ?? inner.span.end };
  return { ...inner, span };
}

function readList(cursor: Cursor): Expression {
  const open = cursor.next();
  const items: Expression[] = [];
  while (!cursor.is(']') && !cursor.failed()) {
    items.push(readExpression(cursor));
    if (!cursor.accept(',')) break;
  }
  const close = cursor.expect(']', 'at the end of the list');
  return { kind: 'list', span: { start: open.span.start, end: close?.span.end ?? cursor.peek().span.end }, items };
}

function readMap(cursor: Cursor): Expression {
  const open = cursor.next();
  const entries: { key: Expression; value: Expression }[] = [];
  while (!cursor.is('}') && !cursor.failed()) {
    const key = readExpression(cursor);
    cursor.expect(':', 'between a key and its value');
    entries.push({ key, value: readExpression(cursor) });
    if (!cursor.accept(',')) break;
  }
  const close = cursor.expect('}', 'at the end of the map');
  return { kind: 'map', span: { start: open.span.start, end: close?.span.end ?? cursor.peek().span.end }, entries };
}
