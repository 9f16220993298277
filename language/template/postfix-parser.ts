import { type Cursor, found } from './cursor.ts';
import { broken } from './broken.ts';
import { functionCall } from './functions.ts';
import type { Token } from './token.ts';
import { reservedWords } from './reserved.ts';
import type { Argument, Expression } from './tree.ts';

/** The readers of what stands inside brackets; handed over, since they in turn read what stands behind operands. */
export interface Readers {
  readonly expression: (cursor: Cursor) => Expression;
  readonly primary: (cursor: Cursor) => Expression;
}

/** Fields, indexes and calls behind an operand, and filters and tests behind those. */
export function readPostfix(cursor: Cursor, operand: Expression, withFilters: boolean, readers: Readers): Expression {
  let node = operand;
  for (;;) {
    const token = cursor.peek();
    if (token.kind === 'operator' && (token.text === '.' || token.text === '[' || token.text === '(')) {
      if (!cursor.lengthen()) return node;
      node =
        token.text === '.'
          ? readField(cursor, node)
          : token.text === '['
            ? readIndex(cursor, node, readers)
            : readCall(cursor, node, readers);
    } else if (withFilters && token.kind === 'operator' && token.text === '|') {
      if (!cursor.lengthen()) return node;
      node = readFilter(cursor, node, readers);
    } else if (withFilters && token.kind === 'name' && token.text === 'is') {
      if (!cursor.lengthen()) return node;
      node = readTest(cursor, node, readers);
    } else {
      return node;
    }
  }
}

function readField(cursor: Cursor, object: Expression): Expression {
  cursor.next();
  const token = cursor.peek();
  const start = object.span.start;
  if (token.kind === 'name') {
    cursor.next();
    const span = { start, end: token.span.end };
    return { kind: 'field', span, object, field: token.text, fieldSpan: token.span };
  }
  if (token.kind === 'number') {
    cursor.next();
    const index: Expression = { kind: 'literal', span: token.span, tokenSpan: token.span, value: token.value };
    return { kind: 'index', span: { start, end: token.span.end }, object, index };
  }
  cursor.fail(`The name of a field is expected behind the dot, ${found(token)}.`, token.span);
  return broken({ start, end: token.span.start }, [object]);
}

function readIndex(cursor: Cursor, object: Expression, readers: Readers): Expression {
  cursor.next();
  return (
    cursor.deeper(() => {
      const part = (): Expression | null => (cursor.is(':') || cursor.is(']') ? null : readers.expression(cursor));
      const first = part();
      if (first !== null && !cursor.is(':')) {
        const close = cursor.expect(']', 'behind the index');
        return {
          kind: 'index',
          span: { start: object.span.start, end: close?.span.end ?? first.span.end },
          object,
          index: first,
        };
      }
      cursor.expect(':', 'or an index');
      const stop = part();
      const step = cursor.accept(':') ? part() : null;
      const close = cursor.expect(']', 'behind the slice');
      const span = { start: object.span.start, end: close?.span.end ?? cursor.peek().span.end };
      return { kind: 'slice', span, object, start: first, stop, step };
    }) ?? broken(object.span, [object])
  );
}

function readCall(cursor: Cursor, callee: Expression, readers: Readers): Expression {
  const open = cursor.peek();
  const given = readArguments(cursor, readers);
  return functionCall(cursor, callee, given.items, { start: open.span.start, end: given.end });
}

/** Arguments in parentheses, where they stand. */
function readArguments(
  cursor: Cursor,
  readers: Readers,
): { readonly items: readonly Argument[]; readonly end: number } {
  const open = cursor.next();
  const items: Argument[] = [];
  const read = (): number => {
    while (!cursor.is(')') && !cursor.failed()) {
      const argument = readArgument(cursor, readers);
      if (argument.name === null && items.some(({ name }) => name !== null)) {
        cursor.fail('An argument without a name cannot stand behind one with a name.', argument.span);
      }
      items.push(argument);
      if (!cursor.accept(',')) break;
    }
    const close = cursor.expect(')', 'behind the arguments');
    return close?.span.end ?? cursor.peek().span.end;
  };
  return { items, end: cursor.deeper(read) ?? open.span.end };
}

function readArgument(cursor: Cursor, readers: Readers): Argument {
  const token = cursor.peek();
  const named = token.kind === 'name' && cursor.peek(1).kind === 'operator' && cursor.peek(1).text === '=';
  if (named) {
    cursor.next();
    cursor.next();
  }
  const value = readers.expression(cursor);
  return { name: named ? token.text : null, value, span: { start: token.span.start, end: value.span.end } };
}

/** `| name` or `| name(…)`, behind `input`. */
export function readFilter(cursor: Cursor, input: Expression, readers: Readers): Expression {
  const pipe = cursor.next();
  const token = cursor.peek();
  if (token.kind !== 'name') {
    cursor.fail(
      `The name of a filter is expected behind \`|\`, ${found(token)}.`,
      token.kind === 'end' ? pipe.span : token.span,
    );
    return broken({ start: input.span.start, end: pipe.span.end }, [input]);
  }
  cursor.next();
  const given = cursor.is('(') ? readArguments(cursor, readers) : { items: [], end: token.span.end };
  return {
    kind: 'filter',
    span: { start: input.span.start, end: given.end },
    input,
    name: token.text,
    nameSpan: token.span,
    arguments: given.items,
  };
}

function readTest(cursor: Cursor, input: Expression, readers: Readers): Expression {
  const word = cursor.next();
  const negated = cursor.accept('not') !== null;
  const token = cursor.peek();
  if (token.kind !== 'name') {
    cursor.fail(
      `The name of a test is expected behind \`is\`, ${found(token)}.`,
      token.kind === 'end' ? word.span : token.span,
    );
    return broken({ start: input.span.start, end: word.span.end }, [input]);
  }
  cursor.next();
  let given: { readonly items: readonly Argument[]; readonly end: number } = { items: [], end: token.span.end };
  if (cursor.is('(')) given = readArguments(cursor, readers);
  else if (startsBareArgument(cursor.peek())) given = readBareArgument(cursor, readers);
  if (cursor.is('is'))
    cursor.fail('Tests cannot be chained: put the first into parentheses, or write `and`.', cursor.peek().span);
  return {
    kind: 'test',
    span: { start: input.span.start, end: given.end },
    input,
    name: token.text,
    nameSpan: token.span,
    arguments: given.items,
    negated,
  };
}

/** `is divisibleby 3` has one argument without parentheses. */
function startsBareArgument(token: Token): boolean {
  if (token.kind === 'operator') return token.text === '[' || token.text === '{';
  if (token.kind === 'name') return !reservedWords.has(token.text) && token.text !== 'recursive';
  return token.kind !== 'end';
}

function readBareArgument(
  cursor: Cursor,
  readers: Readers,
): { readonly items: readonly Argument[]; readonly end: number } {
  const value = readPostfix(cursor, readers.primary(cursor), false, readers);
  return { items: [{ name: null, value, span: value.span }], end: value.span.end };
}
