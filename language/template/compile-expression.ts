import { bareEnvironment } from './environment.ts';
import { compile } from './evaluators.ts';
import type { ParsedExpression } from './parsed.ts';
import type { CompiledExpression, Evaluated } from './run.ts';
import type { Scope } from './value.ts';
import { TemplateFailure, type Work } from './work.ts';

const nowhere = { start: 0, end: 0 };

/**
 * Turns an expression into a function over a scope, once, for many evaluations. The function never throws for what the
 * expression or the values do: it says what went wrong and where. One with issues always answers with the first.
 */
export function compileExpression(parsed: ParsedExpression): CompiledExpression {
  const [issue] = parsed.issues;
  if (issue) return () => ({ ok: false, message: issue.message, span: issue.span });
  const evaluate = compile(parsed.expression, bareEnvironment);
  return (scope): Evaluated => {
    try {
      return { ok: true, value: evaluate(newWork(scope)) };
    } catch (error) {
      if (error instanceof TemplateFailure) return { ok: false, message: error.message, span: error.span };
      throw error;
    }
  };
}

export function newWork(scope: Scope): Work {
  return { scope, slots: [], loops: [], steps: 0, written: 0, at: nowhere };
}
