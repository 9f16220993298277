import type { Span } from '../span.ts';
import { lexExpression } from './expression-lexer.ts';
import { parseTemplate } from './parse.ts';
import { reservedWords } from './reserved.ts';
import { splitTemplate } from './segments.ts';
import type { Token } from './token.ts';
import type { TemplateNode } from './tree.ts';

/** What may be completed at a cursor. */
export interface CompletionSite {
  readonly kind: 'name' | 'field' | 'filter' | 'test' | 'statement' | 'none';
  /** What has been typed of the word up to the cursor. */
  readonly typed: string;
  /** The whole word around the cursor: what a completion replaces. Empty where there is no word yet. */
  readonly span: Span;
  /** For a field: what it is read from, where that is a name and fields written out. */
  readonly object?: { readonly name: string; readonly path: readonly string[] };
  /** Names that the template defines at the cursor, `loop` among them inside a loop. */
  readonly locals: readonly string[];
}

/** What may be completed at `offset`, however little of the template is written. */
export function completionAt(source: string, offset: number, mode: 'template' | 'expression'): CompletionSite {
  const place = mode === 'template' ? placeInTemplate(source, offset) : placeInExpression(source);
  const nothing: CompletionSite = { kind: 'none', typed: '', span: { start: offset, end: offset }, locals: [] };
  if (!place) return nothing;
  const before = place.tokens.filter(({ kind, span }) => kind !== 'end' && span.start < offset);
  const last = before.at(-1);
  // Behind an opening quote that is never closed there is no token, and inside a string nothing is completed.
  if (/["']/.test(source.slice(last?.span.end ?? place.start, offset))) return nothing;
  const atEnd = last !== undefined && last.span.end >= offset;
  if (atEnd && last.kind === 'string' && last.span.end > offset) return nothing;
  if (atEnd && last.kind === 'number') return nothing;
  const behind = place.tokens.find(({ kind, span }) => kind === 'name' && span.start === offset);
  const word = atEnd && last.kind === 'name' ? last : behind;
  const leading = word === last ? before.slice(0, -1) : before;
  const site = siteBehind(leading, place.statement);
  const locals = mode === 'template' && site.kind === 'name' ? localsAt(source, offset) : [];
  const span = word?.span ?? nothing.span;
  return { ...site, typed: source.slice(span.start, offset), span, locals };
}

/** The tokens of the tag, or of the expression, in which an offset lies. */
export function tokensAt(
  source: string,
  offset: number,
  mode: 'template' | 'expression',
): readonly Token[] | undefined {
  return (mode === 'template' ? placeInTemplate(source, offset) : placeInExpression(source))?.tokens;
}

interface Place {
  /** Where the tokens begin. */
  readonly start: number;
  readonly tokens: readonly Token[];
  readonly statement: boolean;
}

function placeInExpression(source: string): Place {
  return { start: 0, tokens: lexExpression(source, 0, null).tokens, statement: false };
}

function placeInTemplate(source: string, offset: number): Place | null {
  for (const segment of splitTemplate(source).segments) {
    if (segment.kind === 'text' || offset < segment.span.start + 2) continue;
    const end = segment.tokens.at(-1)?.span.end ?? segment.span.end;
    if (offset > end) continue;
    const sign = source.charAt(segment.span.start + 2);
    const start = segment.span.start + (sign === '-' || sign === '+' ? 3 : 2);
    return offset < start ? null : { start, tokens: segment.tokens, statement: segment.kind === 'statement' };
  }
  return null;
}

type Site = Pick<CompletionSite, 'kind' | 'object'>;

/** Words behind which a value stands. */
const beforeValue: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', 'if', 'elif', 'else']);

/** What may stand behind these tokens. */
function siteBehind(tokens: readonly Token[], statement: boolean): Site {
  const last = tokens.at(-1);
  if (!last) return { kind: statement ? 'statement' : 'name' };
  const [first] = tokens;
  if (statement && first?.kind === 'name' && namesStandHere(first.text, tokens)) return { kind: 'none' };
  if (last.kind === 'operator') {
    if (last.text === '|') return { kind: 'filter' };
    if (last.text === '.') return fieldSite(tokens);
    return { kind: last.text === ')' || last.text === ']' || last.text === '}' ? 'none' : 'name' };
  }
  if (last.kind !== 'name') return { kind: 'none' };
  if (last.text === 'is' || (last.text === 'not' && tokens.at(-2)?.text === 'is')) return { kind: 'test' };
  const opensStatement = statement && tokens.length === 1 && (last.text === 'if' || last.text === 'elif');
  return { kind: opensStatement || (beforeValue.has(last.text) && !isOnly(tokens, statement)) ? 'name' : 'none' };
}

/** `{% else ` and the like: the statement is complete. */
function isOnly(tokens: readonly Token[], statement: boolean): boolean {
  return statement && tokens.length === 1;
}

/** Where a statement gives new names, which nobody can know. */
function namesStandHere(statement: string, tokens: readonly Token[]): boolean {
  if (statement === 'for') return !tokens.some(({ text }) => text === 'in');
  if (statement === 'set') return !tokens.some(({ text }) => text === '=' || text === '|');
  return statement === 'with' && (tokens.length === 1 || tokens.at(-1)?.text === ',');
}

/** Reads `name.field["field"].` back from its last dot. */
function fieldSite(tokens: readonly Token[]): Site {
  const path: string[] = [];
  let at = tokens.length - 2;
  for (;;) {
    const token = tokens[at];
    if (token?.kind === 'name') {
      if (tokens[at - 1]?.text !== '.') {
        if (reservedWords.has(token.text)) return { kind: 'none' };
        return { kind: 'field', object: { name: token.text, path: path.toReversed() } };
      }
      path.push(token.text);
      at -= 2;
    } else if (token?.text === ']' && tokens[at - 1]?.kind === 'string' && tokens[at - 2]?.text === '[') {
      path.push(String(tokens[at - 1]?.value));
      at -= 3;
    } else {
      return token?.kind === 'number' ? { kind: 'none' } : { kind: 'field' };
    }
  }
}

function localsAt(source: string, offset: number): readonly string[] {
  const { locals, nodes } = parseTemplate(source);
  const names = new Set(locals.filter(({ from, to }) => from <= offset && offset <= to).map(({ name }) => name));
  if (isInLoop(nodes, offset)) names.add('loop');
  return [...names];
}

function isInLoop(nodes: readonly TemplateNode[], offset: number): boolean {
  return nodes.some((node) => {
    if (node.span.start > offset || offset > node.span.end) return false;
    switch (node.kind) {
      case 'text':
      case 'output':
      case 'set':
        return false;
      case 'if':
        return [...node.branches.map(({ body }) => body), node.otherwise ?? []].some((body) => isInLoop(body, offset));
      case 'for':
        return (node.bodySpan.start <= offset && offset <= node.bodySpan.end) || isInLoop(node.otherwise ?? [], offset);
      case 'set-block':
      case 'with':
        return isInLoop(node.body, offset);
    }
  });
}
