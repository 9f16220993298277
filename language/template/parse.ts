import { createCursor } from './cursor.ts';
import { lexExpression } from './expression-lexer.ts';
import { readTuple } from './expression-parser.ts';
import type { ParsedExpression, ParsedTemplate, TemplateIssue } from './parsed.ts';
import { splitTemplate } from './segments.ts';
import { expectEnd, readTemplate } from './template-parser.ts';
import { unknownUses } from './unknown.ts';
import { usesOfExpression, usesOfTemplate } from './uses.ts';

/** Reads a template. Never throws; what is wrong is in `issues`, in the order of the source. */
export function parseTemplate(source: string): ParsedTemplate {
  const { segments, issues: splitting } = splitTemplate(source);
  const issues = [...splitting];
  const nodes = readTemplate(source, segments, issues);
  const uses = usesOfTemplate(nodes, source.length);
  return { source, nodes, ...uses, issues: inOrder([...issues, ...unknownUses(uses)]) };
}

/** Reads an expression that stands alone. Never throws; what is wrong is in `issues`, in the order of the source. */
export function parseExpression(source: string): ParsedExpression {
  const lexed = lexExpression(source, 0, null);
  const issues: TemplateIssue[] = [];
  const code = 'expression-syntax';
  if (lexed.problem) {
    const { message, span, replacement } = lexed.problem;
    const fixes =
      replacement === undefined
        ? []
        : [{ title: `Write \`${replacement.trim()}\``, edits: [{ span, text: replacement }] }];
    issues.push({ code, message, span, fixes });
  }
  const cursor = createCursor({ source, tokens: lexed.tokens, code, issues, broken: lexed.problem !== null });
  if (cursor.peek().kind === 'end') cursor.fail('An expression is expected here.', { start: 0, end: source.length });
  if (cursor.is('{') && source.startsWith('{{')) {
    cursor.fail('An expression stands without `{{ }}`, which are for text with values put in.', { start: 0, end: 2 });
  }
  const expression = readTuple(cursor, true);
  expectEnd(cursor, 'The end');
  const { names, filters, tests } = usesOfExpression(expression);
  return {
    source,
    expression,
    names,
    filters,
    tests,
    issues: inOrder([...issues, ...unknownUses({ filters, tests })]),
  };
}

function inOrder(issues: readonly TemplateIssue[]): readonly TemplateIssue[] {
  return issues.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}
