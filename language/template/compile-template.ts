import { newWork } from './compile-expression.ts';
import type { ParsedTemplate } from './parsed.ts';
import { compileNodes } from './render.ts';
import type { CompiledTemplate, Rendered } from './run.ts';
import { TemplateFailure } from './work.ts';

/**
 * Turns a template into a function over a scope, once, for many renderings. Values are put in as they are and never
 * read as templates. The function never throws for what the template or the values do: it says what went wrong and
 * where. One with issues always answers with the first.
 */
export function compileTemplate(parsed: ParsedTemplate): CompiledTemplate {
  const [issue] = parsed.issues;
  if (issue) return () => ({ ok: false, message: issue.message, span: issue.span });
  const render = compileNodes(parsed.nodes);
  return (scope): Rendered => {
    try {
      return { ok: true, text: render(newWork(scope)) };
    } catch (error) {
      if (error instanceof TemplateFailure) return { ok: false, message: error.message, span: error.span };
      throw error;
    }
  };
}
