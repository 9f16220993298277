import type { Span } from '../span.ts';
import { lexExpression } from './expression-lexer.ts';
import type { TemplateIssue } from './parsed.ts';
import type { Token } from './token.ts';
import { trimEnd, trimStart } from './text.ts';

/** A template taken apart into text and tags; comments are gone, whitespace control is applied. */
export type Segment =
  | { readonly kind: 'text'; readonly span: Span; readonly text: string }
  | {
      readonly kind: 'output' | 'statement';
      readonly span: Span;
      readonly tokens: readonly Token[];
      /** True where an issue says already what is wrong with the tag. */
      readonly broken: boolean;
    };

export interface Segments {
  readonly segments: readonly Segment[];
  readonly issues: readonly TemplateIssue[];
}

/** After so many tags that cannot be read the rest counts as text: the file is something else, or half-written. */
const mostProblems = 50;
/** After so many tags that are never closed, too: looking for each one's end goes through much of the source. */
const mostUnclosed = 10;

/**
 * Splits a template. As in Jinja with its defaults, one newline at the very end of the source is left out, `-` at a
 * mark removes all whitespace on its side, and line ends become `\n`.
 */
export function splitTemplate(source: string): Segments {
  const segments: Segment[] = [];
  const issues: TemplateIssue[] = [];
  const end = source.length - (/\r\n$|[\r\n]$/.exec(source.slice(-2))?.[0].length ?? 0);
  const text = source.slice(0, end);
  let at = 0;
  let trimNext = false;
  let unclosed = 0;

  const addText = (from: number, to: number, trimLast: boolean): void => {
    let piece = text.slice(from, to).replaceAll(/\r\n?/g, '\n');
    if (trimNext) piece = trimStart(piece);
    if (trimLast) piece = trimEnd(piece);
    if (piece !== '') segments.push({ kind: 'text', span: { start: from, end: to }, text: piece });
  };
  const report = (message: string, span: Span, fixes: TemplateIssue['fixes'] = []): void => {
    issues.push({ code: 'template-syntax', message, span, fixes });
  };

  while (at < text.length) {
    const open = issues.length < mostProblems && unclosed < mostUnclosed ? nextMark(text, at) : -1;
    if (open < 0) {
      addText(at, text.length, false);
      break;
    }
    const mark = text.slice(open, open + 2);
    const sign = text.charAt(open + 2);
    const signed = sign === '-' || sign === '+';
    addText(at, open, sign === '-');
    trimNext = false;
    const inside = open + (signed ? 3 : 2);

    if (mark === '{#') {
      const close = text.indexOf('#}', open + 2);
      if (close < 0) {
        report('The comment is never closed: `#}` is missing.', { start: open, end: open + 2 });
        break;
      }
      trimNext = text.charAt(close - 1) === '-' && close > open + 3;
      at = close + 2;
      continue;
    }

    const raw = mark === '{%' ? rawBlock(text, inside) : null;
    if (raw) {
      if (raw.bodyEnd < 0) {
        report('`{% raw %}` is never closed: `{% endraw %}` is missing.', { start: open, end: raw.bodyStart });
        break;
      }
      trimNext = raw.trimBody;
      addText(raw.bodyStart, raw.bodyEnd, raw.trimBodyEnd);
      trimNext = raw.trimAfter;
      at = raw.end;
      continue;
    }

    const closer = mark === '{{' ? '}}' : '%}';
    const lexed = lexExpression(text, mark === '{{' && sign === '+' ? open + 2 : inside, closer);
    const span = { start: open, end: lexed.end };
    if (lexed.problem) {
      const { message, span: place, replacement } = lexed.problem;
      const fixes =
        replacement === undefined
          ? []
          : [{ title: `Write \`${replacement.trim()}\``, edits: [{ span: place, text: replacement }] }];
      report(message, place, fixes);
    } else if (!lexed.closed) {
      unclosed++;
      const insert = { span: { start: lexed.end, end: lexed.end }, text: ` ${closer}` };
      report(`\`${mark}\` is never closed: \`${closer}\` is missing.`, { start: open, end: open + 2 }, [
        { title: `Close it with \`${closer}\``, edits: [insert] },
      ]);
    }
    segments.push({
      kind: mark === '{{' ? 'output' : 'statement',
      span,
      tokens: lexed.tokens,
      broken: lexed.problem !== null || !lexed.closed,
    });
    trimNext = lexed.trimAfter;
    at = lexed.end;
  }
  return { segments, issues };
}

/** Offset of the next `{{`, `{%` or `{#`, -1 where there is none. */
function nextMark(text: string, from: number): number {
  for (let at = text.indexOf('{', from); at >= 0; at = text.indexOf('{', at + 1)) {
    const next = text.charAt(at + 1);
    if (next === '{' || next === '%' || next === '#') return at;
  }
  return -1;
}

interface RawBlock {
  readonly bodyStart: number;
  /** -1 where the block is never closed. */
  readonly bodyEnd: number;
  readonly end: number;
  readonly trimBody: boolean;
  readonly trimBodyEnd: boolean;
  readonly trimAfter: boolean;
}

/** The block whose `{%` ends at `inside`, where it is `{% raw %}`; nothing in its body is a tag. */
function rawBlock(text: string, inside: number): RawBlock | null {
  const opener = /\s*raw\s*(-?)%\}/y;
  opener.lastIndex = inside;
  const opened = opener.exec(text);
  if (!opened) return null;
  const bodyStart = opener.lastIndex;
  const trimBody = opened[1] === '-';
  const closer = /\{%([-+]?)\s*endraw\s*([-+]?)%\}/y;
  for (let at = text.indexOf('{%', bodyStart); at >= 0; at = text.indexOf('{%', at + 2)) {
    closer.lastIndex = at;
    const closed = closer.exec(text);
    if (!closed) continue;
    const [, before, after] = closed;
    return {
      bodyStart,
      bodyEnd: at,
      end: closer.lastIndex,
      trimBody,
      trimBodyEnd: before === '-',
      trimAfter: after === '-',
    };
  }
  return { bodyStart, bodyEnd: -1, end: text.length, trimBody, trimBodyEnd: false, trimAfter: false };
}
