import type { Edit, Span } from '../span.ts';
import type { TemplateIssue } from './parsed.ts';
import type { Token } from './token.ts';

type Fixes = TemplateIssue['fixes'];

/** Reads the tokens of one tag. After `fail` it stands at the end, so that what is reading winds up without a word. */
export interface Cursor {
  readonly source: string;
  readonly peek: (ahead?: number) => Token;
  readonly next: () => Token;
  /** Takes the next token where it is this operator or this word. */
  readonly accept: (text: string) => Token | null;
  readonly is: (text: string) => boolean;
  /** As `accept`; where something else stands, says what was expected. */
  readonly expect: (text: string, purpose: string) => Token | null;
  /** Says what is wrong and gives the rest of the tag up. Only the first thing wrong in a tag is said. */
  readonly fail: (message: string, span: Span, fixes?: Fixes) => void;
  /** Says what is wrong and reads on. */
  readonly report: (message: string, span: Span, fixes?: Fixes) => void;
  readonly failed: () => boolean;
  /** Runs `read` one level deeper; past the limit it fails instead and gives null. */
  readonly deeper: <T>(read: () => T) => T | null;
  /** Counts an operator, a filter or a field: each makes the tree one node deeper. False past the limit. */
  readonly lengthen: () => boolean;
}

/** How deep parentheses, lists, maps and signs may nest. */
export const mostLevels = 100;
/** How many operators, filters and fields one expression may have, as they make its tree deep. */
const mostLinks = 500;

export interface CursorOptions {
  readonly source: string;
  readonly tokens: readonly Token[];
  readonly code: 'template-syntax' | 'expression-syntax';
  readonly issues: TemplateIssue[];
  /** True where the lexer has said what is wrong with the tag: then nothing more is said about its form. */
  readonly broken: boolean;
}

export function createCursor({ source, tokens, code, issues, broken }: CursorOptions): Cursor {
  const last = tokens.length - 1;
  const end: Token = tokens[last] ?? { kind: 'end', span: { start: 0, end: 0 }, text: '', value: '' };
  let at = 0;
  let level = 0;
  let links = 0;
  let failed = false;
  const peek = (ahead = 0): Token => tokens[Math.min(at + ahead, last)] ?? end;
  const is = (text: string): boolean => {
    const token = peek();
    return token.text === text && (token.kind === 'operator' || token.kind === 'name');
  };
  const next = (): Token => {
    const token = peek();
    if (at < last) at++;
    return token;
  };
  const report = (message: string, span: Span, fixes: Fixes = []): void => {
    issues.push({ code, message, span, fixes });
  };
  const fail = (message: string, span: Span, fixes: Fixes = []): void => {
    if (!failed && !broken) report(message, span, fixes);
    failed = true;
    at = last;
  };
  return {
    source,
    peek,
    next,
    is,
    accept: (text) => (is(text) ? next() : null),
    expect(text, purpose) {
      if (is(text)) return next();
      const token = peek();
      fail(`\`${text}\` is expected ${purpose}, ${found(token)}.`, token.span, misspelt(token, text));
      return null;
    },
    fail,
    report,
    failed: () => failed,
    deeper(read) {
      if (level >= mostLevels) {
        fail(`This is nested more than ${mostLevels} levels deep.`, peek().span);
        return null;
      }
      level++;
      const result = read();
      level--;
      return result;
    },
    lengthen() {
      links++;
      if (links > mostLinks) fail(`One expression can have ${mostLinks} operators, filters and fields.`, peek().span);
      return links <= mostLinks;
    },
  };
}

/** “but `x` stands here”, for the end of a sentence. */
export function found(token: Token): string {
  return token.kind === 'end' ? 'and nothing more stands here' : `but \`${token.text.slice(0, 40)}\` stands here`;
}

function misspelt(token: Token, wanted: string): { title: string; edits: readonly Edit[] }[] {
  if (token.kind !== 'end') return [];
  return [
    { title: `Add \`${wanted}\``, edits: [{ span: { start: token.span.end, end: token.span.end }, text: wanted }] },
  ];
}
