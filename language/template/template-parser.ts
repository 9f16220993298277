import type { Span } from '../span.ts';
import { createCursor, type Cursor, found, mostLevels } from './cursor.ts';
import { readTuple } from './expression-parser.ts';
import type { TemplateIssue } from './parsed.ts';
import type { Segment } from './segments.ts';
import { type OpenBlock, readStatement, type Statement } from './statement-parser.ts';
import type { TemplateNode } from './tree.ts';

/** Builds the nodes of a template from its segments. Whatever is wrong goes to `issues`; what can be read is. */
export function readTemplate(source: string, segments: readonly Segment[], issues: TemplateIssue[]): TemplateNode[] {
  const nodes: TemplateNode[] = [];
  const open: OpenBlock[] = [];
  let tooDeep = 0;
  const add = (node: TemplateNode): void => {
    (open.at(-1)?.body ?? nodes).push(node);
  };
  const end = source.length;

  for (const segment of segments) {
    if (segment.kind === 'text') {
      add({ kind: 'text', span: segment.span, text: segment.text });
      continue;
    }
    const { tokens, broken } = segment;
    const cursor = createCursor({ source, tokens, code: 'template-syntax', issues, broken });
    if (segment.kind === 'output') {
      if (cursor.peek().kind === 'end') cursor.fail('A value is expected between `{{` and `}}`.', segment.span);
      const expression = readTuple(cursor, true);
      expectEnd(cursor, '`}}`');
      add({ kind: 'output', span: segment.span, expression });
      continue;
    }
    const statement = readStatement(cursor, segment.span, open.at(-1));
    if (statement.kind !== 'close') expectEnd(cursor, '`%}`');
    if (statement.kind === 'open' && open.length >= mostLevels) {
      if (tooDeep === 0) report(issues, `Statements are nested more than ${mostLevels} levels deep.`, segment.span);
      tooDeep++;
    } else if (statement.kind === 'close' && tooDeep > 0) {
      tooDeep--;
    } else {
      apply(statement, segment.span, open, add, cursor);
    }
  }
  while (open.length > 0) {
    const block = open.pop();
    if (!block) break;
    const insert = { span: { start: end, end }, text: `{% end${block.name} %}` };
    report(issues, `\`{% ${block.name} %}\` is never closed: \`{% end${block.name} %}\` is missing.`, block.span, [
      { title: `Close it with \`{% end${block.name} %}\``, edits: [insert] },
    ]);
    const node = block.finish(end);
    if (node) add(node);
  }
  return nodes;
}

function apply(
  statement: Statement,
  span: Span,
  open: OpenBlock[],
  add: (node: TemplateNode) => void,
  cursor: Cursor,
): void {
  if (statement.kind === 'node') add(statement.node);
  if (statement.kind === 'open') open.push(statement.block);
  if (statement.kind !== 'close') return;
  // A block that was left open inside is closed with the one around it, if that is the one that is meant.
  const meant = open.findLastIndex(({ name }) => name === statement.name);
  if (meant < 0) {
    cursor.fail(`\`{% end${statement.name} %}\` closes nothing: no \`{% ${statement.name} %}\` is open here.`, span);
    return;
  }
  expectEnd(cursor, '`%}`');
  while (open.length > meant) {
    const block = open.pop();
    if (!block) return;
    if (open.length > meant) {
      cursor.report(`\`{% ${block.name} %}\` is never closed: \`{% end${block.name} %}\` is missing.`, block.span, [
        {
          title: `Close it with \`{% end${block.name} %}\``,
          edits: [{ span: { start: span.start, end: span.start }, text: `{% end${block.name} %}` }],
        },
      ]);
    }
    const node = block.finish(open.length > meant ? span.start : span.end, span.start);
    if (node) add(node);
  }
}

/** Says what stands too much in a tag. */
export function expectEnd(cursor: Cursor, mark: string): void {
  const token = cursor.peek();
  if (token.kind === 'end' || cursor.failed()) return;
  if (token.text === '=') {
    cursor.fail('A comparison is written `==`.', token.span, [
      { title: 'Write `==`', edits: [{ span: token.span, text: '==' }] },
    ]);
    return;
  }
  cursor.fail(`${mark} is expected, ${found(token)}.`, token.span);
}

function report(issues: TemplateIssue[], message: string, span: Span, fixes: TemplateIssue['fixes'] = []): void {
  issues.push({ code: 'template-syntax', message, span, fixes });
}
