import { closest } from '../nearest.ts';
import type { Span } from '../span.ts';
import { type Cursor, found } from './cursor.ts';
import { readers, readExpression, readTuple } from './expression-parser.ts';
import { readFilter } from './postfix-parser.ts';
import { reservedWords } from './reserved.ts';
import type { Expression, FilterNode, IfNode, Target, TemplateNode, WithNode } from './tree.ts';
import { absentStatements, continuations, statementTable } from './words.ts';

/** A statement that waits for its end. `body` takes the nodes that come; `finish` gives the whole. */
export interface OpenBlock {
  readonly name: string;
  readonly span: Span;
  body: TemplateNode[];
  /** `end` is where the block ends, `bodyEnd` where its closing tag begins. Null where it was only read past. */
  finish(end: number, bodyEnd?: number): TemplateNode | null;
  /** Goes on with `{% elif %}` or `{% else %}`; false where the block cannot. Elif comes with its condition. */
  branch?(condition: Expression | null): boolean;
}

export type Statement =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'node'; readonly node: TemplateNode }
  | { readonly kind: 'open'; readonly block: OpenBlock }
  | { readonly kind: 'close'; readonly name: string };

const nothing: Statement = { kind: 'nothing' };

/** Reads one `{% … %}`. `around` is the block that it stands in. */
export function readStatement(cursor: Cursor, span: Span, around: OpenBlock | undefined): Statement {
  const token = cursor.peek();
  if (token.kind !== 'name') {
    cursor.fail(`The name of a statement is expected, ${found(token)}.`, token.kind === 'end' ? span : token.span);
    return nothing;
  }
  cursor.next();
  switch (token.text) {
    case 'if':
      return { kind: 'open', block: ifBlock(cursor, span) };
    case 'for':
      return { kind: 'open', block: forBlock(cursor, span) };
    case 'with':
      return { kind: 'open', block: withBlock(cursor, span) };
    case 'set':
      return readSet(cursor, span);
    case 'elif':
    case 'else': {
      const condition = token.text === 'elif' ? readTuple(cursor, false) : null;
      if (around?.branch?.(condition) !== true) cursor.fail(`\`${token.text}\` cannot stand here.`, token.span);
      return nothing;
    }
  }
  if (token.text.startsWith('end')) {
    const name = token.text.slice(3);
    if (Object.hasOwn(statementTable, name) || around?.name === name) return { kind: 'close', name };
    // The end of a statement that does not exist: its beginning has been reported.
    if (Object.hasOwn(absentStatements, name)) {
      cursor.fail(`\`{% ${name} %}\` does not exist here: ${absentStatements[name]}.`, token.span);
      return nothing;
    }
  }
  return unknownStatement(cursor, span, token.text, token.span);
}

function unknownStatement(cursor: Cursor, span: Span, word: string, place: Span): Statement {
  const reason = Object.hasOwn(absentStatements, word) ? absentStatements[word] : undefined;
  if (reason !== undefined) {
    cursor.fail(`\`{% ${word} %}\` does not exist here: ${reason}.`, place);
    const hasBody = ['macro', 'call', 'block', 'filter', 'autoescape'].includes(word);
    return hasBody ? { kind: 'open', block: { name: word, span, body: [], finish: () => null } } : nothing;
  }
  const words = [...Object.keys(statementTable), ...Object.values(continuations).flat()];
  const near = closest(word, words);
  const hint = near[0] === undefined ? '' : `; did you mean \`${near[0]}\`?`;
  cursor.fail(
    `There is no statement \`${word}\`${hint === '' ? '.' : hint}`,
    place,
    near.map((name) => ({ title: `Change to \`${name}\``, edits: [{ span: place, text: name }] })),
  );
  return nothing;
}

function ifBlock(cursor: Cursor, span: Span): OpenBlock {
  const branches: { condition: Expression; body: TemplateNode[] }[] = [];
  let otherwise: TemplateNode[] | null = null;
  const block: OpenBlock = {
    name: 'if',
    span,
    body: [],
    branch(condition) {
      if (otherwise !== null) return false;
      block.body = [];
      if (condition === null) otherwise = block.body;
      else branches.push({ condition, body: block.body });
      return true;
    },
    finish: (end): IfNode => ({ kind: 'if', span: { start: span.start, end }, branches, otherwise }),
  };
  branches.push({ condition: readTuple(cursor, false), body: block.body });
  return block;
}

function forBlock(cursor: Cursor, span: Span): OpenBlock {
  const targets = readTargets(cursor, 'in');
  cursor.expect('in', 'behind the names of a loop');
  const items = readTuple(cursor, false);
  const condition = cursor.accept('if') ? readExpression(cursor) : null;
  if (cursor.is('recursive')) cursor.fail('A loop cannot be recursive here.', cursor.peek().span);
  const body: TemplateNode[] = [];
  let otherwise: TemplateNode[] | null = null;
  const block: OpenBlock = {
    name: 'for',
    span,
    body,
    branch(elif) {
      if (otherwise !== null || elif !== null) return false;
      otherwise = [];
      block.body = otherwise;
      return true;
    },
    finish: (end, bodyEnd = end) => ({
      kind: 'for',
      span: { start: span.start, end },
      targets,
      items,
      condition,
      body,
      otherwise,
      bodySpan: { start: span.end, end: Math.max(span.end, bodyEnd) },
    }),
  };
  return block;
}

function withBlock(cursor: Cursor, span: Span): OpenBlock {
  const bindings: WithNode['bindings'][number][] = [];
  while (cursor.peek().kind !== 'end') {
    const targets = readTargets(cursor, '=');
    cursor.expect('=', 'behind the name');
    bindings.push({ targets, value: readExpression(cursor) });
    if (!cursor.accept(',')) break;
  }
  const body: TemplateNode[] = [];
  return {
    name: 'with',
    span,
    body,
    finish: (end, bodyEnd = end) => ({
      kind: 'with',
      span: { start: span.start, end },
      bindings,
      body,
      bodySpan: { start: span.end, end: Math.max(span.end, bodyEnd) },
    }),
  };
}

function readSet(cursor: Cursor, span: Span): Statement {
  const targets = readTargets(cursor, '=');
  if (cursor.is('.')) cursor.fail('Fields cannot be set: a value never changes.', cursor.peek().span);
  if (cursor.accept('=')) {
    return { kind: 'node', node: { kind: 'set', span, targets, value: readTuple(cursor, true) } };
  }
  const filters: Omit<FilterNode, 'input'>[] = [];
  const input: Expression = { kind: 'literal', span, tokenSpan: span, value: '' };
  while (cursor.is('|')) {
    const filter = readFilter(cursor, input, readers);
    if (filter.kind === 'filter') filters.push(filter);
  }
  const [target, second] = targets;
  if (!target || cursor.failed()) return nothing;
  if (second) cursor.fail('A block of text has one name.', second.span);
  const body: TemplateNode[] = [];
  const block: OpenBlock = {
    name: 'set',
    span,
    body,
    finish: (end) => ({ kind: 'set-block', span: { start: span.start, end }, target, filters, body }),
  };
  return { kind: 'open', block };
}

/** The names that a statement binds: `a`, `a, b` or `(a, b)`. */
function readTargets(cursor: Cursor, before: string): readonly Target[] {
  const targets: Target[] = [];
  const parenthesis = cursor.accept('(');
  do {
    const token = cursor.peek();
    if (targets.length > 0 && (cursor.is(before) || cursor.is(')'))) break;
    if (token.kind !== 'name' || reservedWords.has(token.text) || constant.has(token.text)) {
      cursor.fail(`A name is expected, ${found(token)}.`, token.span);
      return targets;
    }
    cursor.next();
    targets.push({ name: token.text, span: token.span });
  } while (cursor.accept(','));
  if (parenthesis) cursor.expect(')', 'behind the names');
  return targets;
}

const constant: ReadonlySet<string> = new Set(['true', 'True', 'false', 'False', 'none', 'None', 'loop']);
