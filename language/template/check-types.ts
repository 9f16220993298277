import { acceptsType, typeInWords, wordsFor } from './accepts.ts';
import { assignArguments } from './arguments.ts';
import { capitalised } from './compare.ts';
import { stringType } from './filters/filter.ts';
import { filterNamed } from './filters/index.ts';
import { typeOf } from './infer.ts';
import type { ParsedExpression, ParsedTemplate, TemplateIssue } from './parsed.ts';
import { testNamed } from './tests/index.ts';
import type { BinaryNode, CompareNode, Expression, FilterNode, TestNode } from './tree.ts';
import type { TypeScope, ValueType } from './types.ts';
import { walk } from './walk.ts';

/**
 * Operators, comparisons, loops and filters that get what they cannot take, as far as that is certain. Names that the
 * scope does not know are passed over: that they are unknown is said elsewhere. Issues come in the order of the source.
 */
export function checkTypes(parsed: ParsedTemplate | ParsedExpression, scope: TypeScope): readonly TemplateIssue[] {
  const issues: TemplateIssue[] = [];
  const report = (message: string, span: TemplateIssue['span']): void => {
    issues.push({ code: 'type-mismatch', message, span, fixes: [] });
  };
  walk(parsed, scope, {
    expression: (node, types) => checkExpression(node, types, report),
    items(node, types) {
      const type = typeOf(node, types);
      if (!acceptsType('iterable', type))
        report(`A loop goes through ${wordsFor('iterable')}, and this is ${typeInWords(type)}.`, node.span);
    },
    blockFilter: (node, types) => checkApplication('filter', node, stringType, types, report),
  });
  return issues.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

type Report = (message: string, span: TemplateIssue['span']) => void;

function checkExpression(node: Expression, types: TypeScope, report: Report): void {
  switch (node.kind) {
    case 'binary':
      checkArithmetic(node, types, report);
      return;
    case 'compare':
      checkComparison(node, types, report);
      return;
    case 'unary': {
      const type = typeOf(node.operand, types);
      if (node.operator !== 'not' && !acceptsType('number', type)) {
        report(`\`${node.operator}\` takes a number, and this is ${typeInWords(type)}.`, node.operand.span);
      }
      return;
    }
    case 'slice': {
      const type = typeOf(node.object, types);
      if (type.kind !== 'any' && type.kind !== 'string' && type.kind !== 'list') {
        report(`Only lists and text can be sliced, and this is ${typeInWords(type)}.`, node.object.span);
      }
      for (const bound of [node.start, node.stop, node.step]) {
        const boundType = bound ? typeOf(bound, types) : null;
        if (bound && boundType && boundType.kind !== 'null' && !acceptsType('number', boundType)) {
          report(`The bounds of a slice are numbers, and this is ${typeInWords(boundType)}.`, bound.span);
        }
      }
      return;
    }
    case 'filter':
      checkApplication('filter', node, typeOf(node.input, types), types, report);
      return;
    case 'test':
      checkApplication('test', node, typeOf(node.input, types), types, report);
      return;
    case 'call':
      for (const { value, span } of node.callee === 'range' ? node.arguments : []) {
        const type = typeOf(value, types);
        if (!acceptsType('number', type)) report(`\`range\` takes numbers, and this is ${typeInWords(type)}.`, span);
      }
      return;
    default:
      // Every other expression takes whatever it gets.
      return;
  }
}

function checkArithmetic(node: BinaryNode, types: TypeScope, report: Report): void {
  const left = typeOf(node.left, types);
  const right = typeOf(node.right, types);
  if (left.kind === 'any' || right.kind === 'any') return;
  const numbers = acceptsType('number', left) && acceptsType('number', right);
  const joined = node.operator === '+' && left.kind === right.kind && (left.kind === 'string' || left.kind === 'list');
  const repeated = node.operator === '*' && (isRepeatable(left, right) || isRepeatable(right, left));
  if (numbers || joined || repeated) return;
  const hint =
    node.operator === '+' && (left.kind === 'string' || right.kind === 'string') ? '; `~` joins anything as text' : '';
  report(`\`${node.operator}\` cannot take ${typeInWords(left)} and ${typeInWords(right)}${hint}.`, node.span);
}

function isRepeatable(value: ValueType, times: ValueType): boolean {
  return (value.kind === 'string' || value.kind === 'list') && acceptsType('number', times);
}

function checkComparison(node: CompareNode, types: TypeScope, report: Report): void {
  let left = node.first;
  for (const { operator, operand } of node.rest) {
    const a = typeOf(left, types);
    const b = typeOf(operand, types);
    const span = { start: left.span.start, end: operand.span.end };
    left = operand;
    if (operator === 'in' || operator === 'not in') {
      if (!acceptsType('iterable', b)) report(`Nothing can be in ${typeInWords(b)}.`, span);
      else if (b.kind === 'string' && !acceptsType('string', a))
        report(`Only text can be in text, and this is ${typeInWords(a)}.`, span);
    } else if (operator === '==' || operator === '!=') {
      if (neverEqual(a, b)) report(`${capitalised(typeInWords(a))} and ${typeInWords(b)} are never equal.`, span);
    } else if (!comparable(a, b)) {
      report(`\`${operator}\` cannot compare ${typeInWords(a)} with ${typeInWords(b)}.`, span);
    }
  }
}

function comparable(a: ValueType, b: ValueType): boolean {
  if (a.kind === 'any' || b.kind === 'any')
    return a.kind !== 'null' && b.kind !== 'null' && a.kind !== 'map' && b.kind !== 'map';
  if (acceptsType('number', a) && acceptsType('number', b)) return true;
  return a.kind === b.kind && (a.kind === 'string' || a.kind === 'list');
}

/** Nothing may be compared with anything, to see whether there is something. */
function neverEqual(a: ValueType, b: ValueType): boolean {
  if ([a.kind, b.kind].some((kind) => kind === 'any' || kind === 'null')) return false;
  return a.kind !== b.kind && !(acceptsType('number', a) && acceptsType('number', b));
}

/** What a filter or a test is put on, and its arguments. */
function checkApplication(
  kind: 'filter' | 'test',
  node: Omit<FilterNode, 'input'> | TestNode,
  input: ValueType,
  types: TypeScope,
  report: Report,
): void {
  const spec = kind === 'filter' ? filterNamed(node.name) : testNamed(node.name);
  if (!spec) return;
  const what = `\`${node.name}\``;
  if (!acceptsType(spec.input, input)) {
    report(`${what} takes ${wordsFor(spec.input)}, and this is ${typeInWords(input)}.`, node.nameSpan);
  }
  const { parameters } = spec;
  if (parameters === 'any') return;
  const assigned = assignArguments(
    what,
    parameters,
    node.arguments.map(({ name }) => name),
  );
  if (!assigned.ok) {
    report(
      assigned.message,
      (assigned.argument === null ? undefined : node.arguments[assigned.argument]?.span) ?? node.nameSpan,
    );
    return;
  }
  for (const [place, index] of assigned.order.entries()) {
    const argument = index === undefined ? undefined : node.arguments[index];
    const parameter = parameters[place];
    if (!argument || !parameter) continue;
    const type = typeOf(argument.value, types);
    if (type.kind !== 'null' && !acceptsType(parameter.type, type)) {
      report(
        `${what} takes ${wordsFor(parameter.type)} as its \`${parameter.name}\`, and this is ${typeInWords(type)}.`,
        argument.span,
      );
    }
  }
}
