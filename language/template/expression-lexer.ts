import { decodeString } from './string-literal.ts';
import type { Closer, LexedExpression, Token } from './token.ts';

const name = /[\p{ID_Start}_][\p{ID_Continue}]*/uy;
const float = /\d[\d_]*(?:\.\d[\d_]*)?[eE][+-]?\d[\d_]*|\d[\d_]*\.\d[\d_]*/y;
const integer = /0[bB][01_]+|0[oO][0-7_]+|0[xX][\da-fA-F_]+|\d[\d_]*/y;
const space = /\s+/y;
const operator = /\*\*|\/\/|==|!=|<=|>=|[-+*/%~()[\]{}<>=.:|,;]/y;

/** Where a tag ends and where reading goes on behind it. */
interface Resumption {
  /** Where the closing mark begins. */
  readonly contentEnd: number;
  readonly end: number;
  readonly closed: boolean;
}

/** Marks of other languages, and what stands for them here. */
const foreign: readonly (readonly [string, string])[] = [
  ['&&', 'and'],
  ['||', 'or'],
  ['!', 'not '],
];

/** A tag with more tokens than this is one that was never closed. */
const mostTokens = 20_000;

const opening: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Reads tokens from `start` to the closing mark. It never fails: it says what it could not read and goes on. */
export function lexExpression(source: string, start: number, closer: Closer): LexedExpression {
  const tokens: Token[] = [];
  const brackets: { readonly mark: string; readonly at: number }[] = [];
  let problem: LexedExpression['problem'] = null;
  let at = start;
  let resume: Resumption | null = null;
  let trimAfter = false;

  while (at < source.length && tokens.length < mostTokens) {
    const skipped = match(space, source, at);
    if (skipped) {
      at += skipped.length;
      continue;
    }
    const mark = closer === null ? 0 : closingMark(source, at, closer, brackets.at(-1)?.mark);
    if (mark > 0) {
      trimAfter = mark === 3 && source.charAt(at) === '-';
      resume = { contentEnd: at, end: at + mark, closed: true };
      break;
    }
    const foreignMark = foreignAt(source, at);
    const unquoted = foreignMark ? null : readToken(source, at, tokens.at(-1));
    if (unquoted) {
      tokens.push(unquoted);
      at = unquoted.span.end;
      if (unquoted.kind === 'operator') balance(unquoted, brackets);
      continue;
    }
    const quote = source.charAt(at);
    if (quote === '"' || quote === "'") {
      const end = stringEnd(source, at, quote);
      if (end >= 0) {
        const text = source.slice(at, end);
        tokens.push({ kind: 'string', span: { start: at, end }, text, value: decodeString(text.slice(1, -1)) });
        at = end;
        continue;
      }
      resume = resynchronise(source, at, closer);
      problem ??= {
        message: `This text is never closed: the second ${quote} is missing.`,
        span: { start: at, end: Math.max(at + 1, resume.contentEnd) },
      };
      break;
    }
    const wrong = foreignMark?.[0] ?? String.fromCodePoint(source.codePointAt(at) ?? 0);
    const span = { start: at, end: at + wrong.length };
    problem ??= foreignMark
      ? { message: `\`${wrong}\` is written \`${foreignMark[1].trim()}\` here.`, span, replacement: foreignMark[1] }
      : { message: `\`${wrong}\` has no meaning in an expression.`, span };
    at = span.end;
  }

  if (resume === null && closer !== null) {
    resume = resynchronise(source, start, closer);
    const open = brackets.at(-1);
    if (resume.closed && open && at >= source.length) {
      problem ??= { message: `\`${open.mark}\` is never closed.`, span: { start: open.at, end: open.at + 1 } };
    }
  }
  if (at < source.length && tokens.length >= mostTokens && resume?.closed !== false) {
    const most = mostTokens.toLocaleString('en');
    problem ??= { message: `An expression can have ${most} words and marks.`, span: { start: at, end: at + 1 } };
  }
  resume ??= { contentEnd: source.length, end: source.length, closed: true };
  const { contentEnd } = resume;
  const kept = tokens.filter(({ span }) => span.end <= contentEnd);
  kept.push({ kind: 'end', span: { start: contentEnd, end: contentEnd }, text: '', value: '' });
  return { tokens: kept, end: resume.end, closed: resume.closed, trimAfter, problem };
}

function foreignAt(source: string, at: number): readonly [string, string] | undefined {
  const first = source.charAt(at);
  if (first !== '&' && first !== '|' && (first !== '!' || source.charAt(at + 1) === '=')) return undefined;
  return foreign.find(([text]) => source.startsWith(text, at));
}

function match(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
}

function readToken(source: string, at: number, before: Token | undefined): Token | null {
  const make = (kind: Token['kind'], text: string, value: string | number = text): Token => ({
    kind,
    span: { start: at, end: at + text.length },
    text,
    value,
  });
  const word = match(name, source, at);
  if (word !== undefined) return make('name', word);
  // Behind a dot stands an index, so that `pair.0.1` is two of them and no fraction.
  const behindDot = before?.text === '.' && before.span.end === at;
  const fraction = behindDot ? undefined : match(float, source, at);
  const digits = fraction ?? match(integer, source, at);
  if (digits !== undefined) return make('number', digits, Number(digits.replaceAll('_', '')));
  const sign = match(operator, source, at);
  return sign === undefined ? null : make('operator', sign);
}

/** Length of the closing mark at `at`, 0 where there is none. `}}` inside braces of a map closes those first. */
function closingMark(source: string, at: number, closer: '}}' | '%}', inside: string | undefined): number {
  if (closer === '}}' && inside === '{') return 0;
  if (source.startsWith(closer, at)) return 2;
  const sign = source.charAt(at);
  const controlled = sign === '-' || (sign === '+' && closer === '%}');
  return controlled && source.startsWith(closer, at + 1) ? 3 : 0;
}

function balance(token: Token, brackets: { mark: string; at: number }[]): void {
  if (token.text === '(' || token.text === '[' || token.text === '{') {
    brackets.push({ mark: token.text, at: token.span.start });
  } else if (opening[token.text] !== undefined && brackets.at(-1)?.mark === opening[token.text]) {
    brackets.pop();
  }
}

/** Offset behind the closing quote, -1 where there is none. */
function stringEnd(source: string, start: number, quote: string): number {
  for (let at = start + 1; at < source.length; at++) {
    const character = source.charAt(at);
    if (character === '\\') at++;
    else if (character === quote) return at + 1;
  }
  return -1;
}

/** Where to read on when a tag never closes: behind a mark on the same line, or else at the end of the line. */
function resynchronise(source: string, from: number, closer: Closer): Resumption {
  const newline = source.indexOf('\n', from);
  const line = newline < 0 ? source.length : newline;
  const mark = closer === null ? -1 : source.slice(from, line).indexOf(closer);
  if (mark < 0) return { contentEnd: line, end: line, closed: false };
  return { contentEnd: from + mark, end: from + mark + 2, closed: true };
}
