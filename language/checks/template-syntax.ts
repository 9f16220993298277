import type { Problem } from '../problem.ts';
import type { Span } from '../span.ts';
import type { ScalarNode } from '../syntax/tree.ts';
import type { TemplateIssue } from '../template/index.ts';
import type { Site } from './facts.ts';
import { problem } from './problem.ts';

/** What keeps a template or an expression from being read, in places of the chunk. */
export function templateIssues(site: Site): readonly Problem[] {
  const bare = site.kind === 'expression' ? withoutBraces(site.node) : undefined;
  return site.parsed.issues.map((issue) => {
    const told = placed(site, issue);
    return bare === undefined || told.fixes.length > 0 ? told : { ...told, fixes: [bare] };
  });
}

/** An issue of the template language as a problem of the file. */
export function placed(site: Site, { code, message, span, fixes }: TemplateIssue): Problem {
  const { node, placement } = site;
  return problem(
    code,
    placement.span(span),
    message,
    fixes.map(({ title, edits }) => ({
      title,
      edits: edits.map((edit) => ({ span: editSpan(site, edit.span), text: escaped(edit.text, node.style) })),
    })),
  );
}

/** What is put at the end of a block stands on its last line: behind the line break it would be outside. */
function editSpan({ node, placement }: Site, span: Span): Span {
  const last = node.text.trimEnd().length;
  const isBlock = node.style === 'literal' || node.style === 'folded';
  if (!isBlock || span.start !== span.end || span.start <= last || last === 0) return placement.span(span);
  const { end } = placement.span({ start: last - 1, end: last });
  return { start: end, end };
}

/** A text as it has to stand inside a scalar of this style. */
function escaped(text: string, style: ScalarNode['style']): string {
  if (style === 'single') return text.replaceAll("'", "''");
  return style === 'double' ? text.replaceAll(/["\\]/g, '\\$&') : text;
}

/** Expressions stand bare: braces around the whole are a habit from templates. */
function withoutBraces({ text, span }: ScalarNode): Problem['fixes'][number] | undefined {
  const inner = /^\{\{\s*([^{}]*?)\s*\}\}$/.exec(text)?.[1];
  if (inner === undefined || inner === '') return undefined;
  return { title: 'Take the braces away', edits: [{ span, text: inner }] };
}
