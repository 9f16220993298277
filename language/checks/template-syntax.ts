import type { Problem } from '../problem.ts';
import type { TemplateIssue } from '../template/index.ts';
import type { Site } from './facts.ts';
import { problem } from './problem.ts';

/** What keeps a template or an expression from being read, in places of the chunk. */
export function templateIssues(site: Site): readonly Problem[] {
  return site.parsed.issues.map((issue) => placed(site, issue));
}

/** An issue of the template language as a problem of the file. */
export function placed({ node, placement }: Site, { code, message, span, fixes }: TemplateIssue): Problem {
  return problem(
    code,
    placement.span(span),
    message,
    fixes.map(({ title, edits }) => ({
      title,
      edits: edits.map((edit) => ({ span: placement.span(edit.span), text: escaped(edit.text, node.style) })),
    })),
  );
}

/** A text as it has to stand inside a scalar of this style. */
export function escaped(text: string, style: Site['node']['style']): string {
  if (style === 'single') return text.replaceAll("'", "''");
  return style === 'double' ? text.replaceAll(/["\\]/g, '\\$&') : text;
}
