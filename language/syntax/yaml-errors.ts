import type { Document, YAMLError } from 'yaml';
import type { Fix } from '../problem.ts';
import type { Span } from '../span.ts';
import { quote } from './quote.ts';

/** An error of YAML, in words that name what stands there. */
export interface YamlError {
  readonly span: Span;
  readonly message: string;
  /** True where what follows cannot be trusted, so that later errors are likely to be its echo. */
  readonly stops: boolean;
  readonly fix?: Fix;
}

/** The errors of a document, one for a line at the most, and none behind one that {@link YamlError.stops stops}. */
export function yamlErrors(text: string, document: Document): readonly YamlError[] {
  const told: YamlError[] = [];
  const lines = new Set<number>();
  const found = [...document.errors, ...document.warnings.filter(({ code }) => code === 'TAG_RESOLVE_FAILED')];
  for (const error of found.toSorted((a, b) => a.pos[0] - b.pos[0])) {
    const described = describe(text, error);
    const line = text.lastIndexOf('\n', described.span.start - 1);
    if (lines.has(line)) continue;
    lines.add(line);
    told.push(described);
    if (described.stops) break;
  }
  return told;
}

function describe(text: string, error: YAMLError): YamlError {
  const span = visible(text, error.pos[0], error.pos[1]);
  const word = shorten(text.slice(span.start, span.end));
  switch (error.code) {
    case 'MISSING_CHAR':
      if (error.message.includes('followed by map values')) return colonMissing(span, word);
      if (error.message.includes('quote')) {
        const opening = openingQuote(text, error);
        return { span: opening, message: 'The quote that opens here is never closed.', stops: true };
      }
      return { span, message: sentence(error.message), stops: true };
    case 'TAB_AS_INDENT': {
      const tabs = { start: span.start, end: span.start + (/^\t+/.exec(text.slice(span.start))?.[0].length ?? 1) };
      const fix = replacement('Use spaces', tabs, '  '.repeat(tabs.end - tabs.start));
      return { span: tabs, message: 'A tab indents this line; YAML takes spaces only.', stops: false, fix };
    }
    case 'BLOCK_AS_IMPLICIT_KEY': {
      const rest = restOfLine(text, error.pos[0]);
      const message =
        'A second colon stands on this line: put the value in quotes, or the inner key on a line of its own.';
      return { span: rest, message, stops: false, fix: quotes(text, rest) };
    }
    case 'BAD_SCALAR_START': {
      const rest = restOfLine(text, span.start);
      return {
        span,
        message: `A value cannot begin with \`${word}\`: put it in quotes.`,
        stops: false,
        fix: quotes(text, rest),
      };
    }
    case 'BAD_DQ_ESCAPE': {
      const escape = visible(text, span.start, span.start + 2);
      const written = text.slice(escape.start, escape.end);
      const message = `\`${written}\` is no escape in double quotes: double the backslash.`;
      return { span: escape, message, stops: false, fix: replacement('Double the backslash', escape, `\\${written}`) };
    }
    case 'BAD_INDENT':
      if (error.message.includes('same column')) {
        return { span, message: `\`${word}\` is not indented like the keys above it.`, stops: true };
      }
      return {
        span: openBracket(text, error.pos[0]),
        message: 'The bracket that opens here is not closed.',
        stops: true,
      };
    case 'TAG_RESOLVE_FAILED':
      return { span, message: `The tag \`${word}\` means nothing in a strategy.`, stops: false };
    default:
      return { span, message: sentence(error.message), stops: true };
  }
}

/** A key without its colon: what one sees while it is being typed. */
export function colonMissing(span: Span, word: string): YamlError {
  const fix = replacement('Add a colon', { start: span.end, end: span.end }, ': ');
  return { span, message: `A colon is missing behind \`${word}\`.`, stops: false, fix };
}

function replacement(title: string, span: Span, text: string): Fix {
  return { title, edits: [{ span, text }] };
}

function quotes(text: string, span: Span): Fix {
  return replacement('Put it in quotes', span, quote(text.slice(span.start, span.end)));
}

/** From a place to the end of what stands on its line, comments left out. */
function restOfLine(text: string, start: number): Span {
  const rest = text.slice(start, lineEnd(text, start));
  const end = start + rest.replace(/[ \t]+#.*$/, '').trimEnd().length;
  return { start, end: Math.max(end, start) };
}

/** The last bracket before a place that is not closed before it. */
function openBracket(text: string, before: number): Span {
  let closed = 0;
  for (let at = before - 1; at >= 0; at--) {
    const character = text[at] ?? '';
    if (character === ']' || character === '}') closed++;
    if ((character === '[' || character === '{') && closed-- === 0) return { start: at, end: at + 1 };
  }
  return visible(text, before, before + 1);
}

/** The stretch that a person can see: not empty where there is something beside it, and on one line. */
function visible(text: string, from: number, to: number): Span {
  const start = Math.min(from, text.length);
  const end = Math.max(start, Math.min(to, lineEnd(text, start), text.length));
  if (end > start) return { start, end };
  if (start < lineEnd(text, start)) return { start, end: start + 1 };
  const before = Math.max(text.lastIndexOf('\n', start - 1) + 1, start - 1);
  return { start: before, end: start };
}

/** YAML reports an open quote at the end of the file; the quote itself is where the mistake is. */
function openingQuote(text: string, error: YAMLError): Span {
  const quote = error.message.includes("'") ? "'" : '"';
  const last = text.slice(0, error.pos[0] + 1).lastIndexOf(quote);
  const start = last === -1 ? error.pos[0] : last;
  return visible(text, start, lineEnd(text, start));
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  if (end === -1) return text.length;
  return text[end - 1] === '\r' && end - 1 >= from ? end - 1 : end;
}

function shorten(word: string): string {
  return word.length > 40 ? `${word.slice(0, 40)}…` : word;
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
