import type { Span } from '../span.ts';
import type { Scope, Value } from './value.ts';

/** What rendering gives: the text, or what went wrong and where in the template. */
export type Rendered =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string; readonly span: Span };

/** What evaluating gives: the value, or what went wrong and where in the expression. */
export type Evaluated =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly message: string; readonly span: Span };

export type CompiledTemplate = (scope: Scope) => Rendered;
export type CompiledExpression = (scope: Scope) => Evaluated;
