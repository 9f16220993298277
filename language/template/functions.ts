import type { Span } from '../span.ts';
import { broken } from './broken.ts';
import type { Cursor } from './cursor.ts';
import { methodIssue } from './methods.ts';
import type { Argument, CallNode, Expression } from './tree.ts';

const callees: ReadonlySet<string> = new Set<CallNode['callee']>(['range', 'loop.cycle', 'loop.changed']);

/** Filters that are functions or methods elsewhere, by the name that people try. */
const filterForFunction: Readonly<Record<string, string>> = {
  len: 'length',
  str: 'string',
  int: 'int',
  float: 'float',
  list: 'list',
  abs: 'abs',
  min: 'min',
  max: 'max',
  sum: 'sum',
  sorted: 'sort',
  round: 'round',
  reversed: 'reverse',
};

/** The call of a function that exists; for every other one, an issue that says what to write instead. */
export function functionCall(
  cursor: Cursor,
  callee: Expression,
  given: readonly Argument[],
  parentheses: Span,
): Expression {
  const span = { start: callee.span.start, end: parentheses.end };
  const name = nameOf(callee);
  if (isCallee(name)) return { kind: 'call', span, callee: name, calleeSpan: callee.span, arguments: given };

  const parts = [callee.kind === 'field' ? callee.object : callee, ...given.map(({ value }) => value)];
  if (callee.kind === 'field') {
    const { message, fixes } = methodIssue(cursor.source, callee, given, span);
    cursor.report(message, { start: callee.fieldSpan.start, end: parentheses.end }, fixes);
  } else if (callee.kind === 'name') {
    const { message, fixes } = functionIssue(cursor.source, callee.name, given, span);
    cursor.report(message, callee.span, fixes);
    return broken(span, parts.slice(1));
  } else if (callee.kind !== 'broken') {
    cursor.report('Only functions can be called, and this is a value.', span);
  }
  return broken(span, parts);
}

function isCallee(name: string | null): name is CallNode['callee'] {
  return name !== null && callees.has(name);
}

function nameOf(callee: Expression): string | null {
  if (callee.kind === 'name') return callee.name;
  return callee.kind === 'field' && callee.object.kind === 'name' ? `${callee.object.name}.${callee.field}` : null;
}

function functionIssue(
  source: string,
  name: string,
  given: readonly Argument[],
  span: Span,
): ReturnType<typeof methodIssue> {
  const filter = Object.hasOwn(filterForFunction, name) ? filterForFunction[name] : undefined;
  const [only] = given;
  if (filter === undefined || only === undefined || given.length > 1 || only.name !== null) {
    return { message: `There is no function \`${name}\`; \`range\` is the only one.`, fixes: [] };
  }
  const text = `(${source.slice(only.span.start, only.span.end)}) | ${filter}`;
  const simple = only.value.kind === 'name' || only.value.kind === 'field';
  const written = simple ? text.replace(/^\((.*)\) \|/s, '$1 |') : text;
  return {
    message: `There is no function \`${name}\`: the filter \`${filter}\` does it.`,
    fixes: [{ title: `Write \`${written}\``, edits: [{ span, text: written }] }],
  };
}
