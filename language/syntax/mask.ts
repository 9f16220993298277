import type { Span } from '../span.ts';
import { plainText } from './flow-scalar.ts';
import { quote } from './quote.ts';
import type { Node, Pair, ScalarNode, SyntaxProblem } from './tree.ts';

/**
 * What a file may hold that YAML would misread, and that is not to be misread: marks of a merge conflict, and templates
 * without quotes, whose braces YAML takes for maps. Both are covered by harmless characters of the same length before
 * YAML sees them, so that the rest of the file is read as it was meant, and each is told once.
 */
export interface Masked {
  readonly text: string;
  readonly problems: readonly SyntaxProblem[];
}

const conflictMark = /^(?:<{7}|\|{7}|={7}|>{7})(?=[ \t\r]|$)[^\r\n]*/gm;

/** Covers the marks of merge conflicts with blanks. */
export function maskConflicts(text: string): Masked {
  if (!text.includes('<<<<<<<') && !text.includes('>>>>>>>')) return { text, problems: [] };
  const problems: SyntaxProblem[] = [];
  const masked = text.replace(conflictMark, (mark, start: number) => {
    const span = { start, end: start + mark.length };
    const message = 'A merge conflict is not resolved here: keep one of the two sides and delete the marks.';
    if (!mark.startsWith('=') && !mark.startsWith('|')) {
      problems.push({ code: 'yaml-syntax', span, message, fixes: [] });
    }
    return ' '.repeat(mark.length);
  });
  return { text: masked, problems };
}

/** Places where a flow map begins like a template, `{{`, `{%` or `{#`, and how far the template goes. */
export function unquotedTemplates(text: string, root: Node | undefined): readonly Span[] {
  const found: Span[] = [];
  const visit = (node: Node | undefined, insideFlow: boolean): void => {
    if (node === undefined || node.kind === 'scalar') return;
    if (node.flow && /^\{[{%#]/.test(text.slice(node.span.start, node.span.start + 2))) {
      found.push({ start: node.span.start, end: templateEnd(text, node.span.start, insideFlow) });
      return;
    }
    const flow = insideFlow || node.flow;
    if (node.kind === 'list') for (const item of node.items) visit(item, flow);
    else for (const { value } of node.pairs) visit(value, flow);
  };
  visit(root, false);
  return found;
}

/** Covers stretches of a text with letters, which YAML reads as one plain word. */
export function maskWords(text: string, spans: readonly Span[]): string {
  let masked = '';
  let at = 0;
  for (const { start, end } of spans) {
    masked += text.slice(at, start) + 'x'.repeat(end - start);
    at = end;
  }
  return masked + text.slice(at);
}

/** Gives the scalars that cover masked stretches their own text back, and tells that quotes are missing. */
export function unmask(
  root: Node | undefined,
  text: string,
  spans: readonly Span[],
): { readonly root: Node | undefined; readonly problems: readonly SyntaxProblem[] } {
  if (spans.length === 0 || root === undefined) return { root, problems: [] };
  const problems: SyntaxProblem[] = [];
  const scalar = (node: ScalarNode): ScalarNode => {
    if (!spans.some(({ start, end }) => start < node.span.end && node.span.start < end)) return node;
    const source = text.slice(node.span.start, node.span.end);
    const value = plainText(source).text;
    problems.push(quotesMissing(node.span, source, value));
    return { ...node, value, text: value, source };
  };
  const visit = (node: Node): Node => {
    switch (node.kind) {
      case 'scalar':
        return scalar(node);
      case 'list':
        return { ...node, items: node.items.map(visit) };
      case 'map':
        return { ...node, pairs: node.pairs.map(pair) };
    }
  };
  const pair = ({ key, value, span }: Pair): Pair => ({
    key: scalar(key),
    value: value === undefined ? undefined : visit(value),
    span,
  });
  return { root: visit(root), problems };
}

function quotesMissing(span: Span, source: string, value: string): SyntaxProblem {
  const quoted = quote(value);
  return {
    code: 'unquoted-template',
    span,
    message: `A value that begins with \`${source.slice(0, 2)}\` needs quotes, since YAML reads the brace as a map.`,
    fixes: [{ title: 'Put it in quotes', edits: [{ span, text: quoted }] }],
  };
}

/** A template in a list or a map of one line ends with its own braces, any other with the line or before a comment. */
function templateEnd(text: string, start: number, insideFlow: boolean): number {
  const lineEnd = /[ \t]*(?:\r?\n|$)/g;
  lineEnd.lastIndex = start;
  const end = lineEnd.exec(text)?.index ?? text.length;
  const line = text.slice(start, end);
  if (insideFlow) {
    const close = /[}%#]\}/.exec(line);
    return close === null ? end : start + close.index + 2;
  }
  const closed = Math.max(line.lastIndexOf('}}'), line.lastIndexOf('%}'), line.lastIndexOf('#}'));
  const comment = /[ \t]+#/.exec(closed === -1 ? '' : line.slice(closed + 2));
  return comment === null ? end : start + closed + 2 + comment.index;
}
