import type { Document, YAMLError } from 'yaml';
import type { Span } from '../span.ts';

/** An error of YAML, in words that name what stands there. */
export interface YamlError {
  readonly span: Span;
  readonly message: string;
  /** True where what follows cannot be trusted, so that later errors are likely to be its echo. */
  readonly stops: boolean;
  /** True where a key stands without its colon: what one sees while it is being typed. */
  readonly lacksColon?: boolean;
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
      if (error.message.includes('followed by map values')) {
        return { span, message: `A colon is missing behind \`${word}\`.`, stops: false, lacksColon: true };
      }
      if (error.message.includes('quote')) {
        const opening = openingQuote(text, error);
        return { span: opening, message: 'The quote that opens here is never closed.', stops: true };
      }
      return { span, message: sentence(error.message), stops: true };
    case 'TAB_AS_INDENT':
      return { span, message: 'A tab indents this line; YAML takes spaces only.', stops: false };
    case 'BLOCK_AS_IMPLICIT_KEY':
      return {
        span: visible(text, error.pos[0], lineEnd(text, error.pos[0])),
        message: 'A second colon stands on this line: put the value in quotes, or the inner key on a line of its own.',
        stops: false,
      };
    case 'BAD_SCALAR_START':
      return { span, message: `A value cannot begin with \`${word}\`: put it in quotes.`, stops: false };
    case 'BAD_DQ_ESCAPE':
      return { span, message: `\`${word}\` is no escape in double quotes: double the backslash.`, stops: false };
    case 'BAD_INDENT':
      if (error.message.includes('same column')) {
        return { span, message: `\`${word}\` is not indented like the keys above it.`, stops: true };
      }
      return { span, message: 'A bracket is not closed before the next line begins.', stops: true };
    case 'TAG_RESOLVE_FAILED':
      return { span, message: `The tag \`${word}\` means nothing in a strategy.`, stops: false };
    default:
      return { span, message: sentence(error.message), stops: true };
  }
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
