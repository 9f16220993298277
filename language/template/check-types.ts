import type { Span } from '../span.ts';
import type { ParsedExpression, ParsedTemplate, TemplateIssue } from './parsed.ts';
import type { TypeScope } from './types.ts';

/** A field that is read from something that cannot have it. */
export interface FieldIssue {
  readonly message: string;
  readonly span: Span;
  readonly field: string;
  /** The fields that there are. */
  readonly known: readonly string[];
}

/** Operators, arguments of filters and comparisons that get a type which they cannot take. */
export function checkTypes(parsed: ParsedTemplate | ParsedExpression, scope: TypeScope): readonly TemplateIssue[] {
  void parsed;
  void scope;
  return [];
}

/** Fields that are read from what has no fields, or is known not to have this one. */
export function checkFields(parsed: ParsedTemplate | ParsedExpression, scope: TypeScope): readonly FieldIssue[] {
  void parsed;
  void scope;
  return [];
}
