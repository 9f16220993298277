/**
 * Jinja templates and expressions: reading them with exact spans, rendering them over data, checking the types of what
 * they use, and completing them. Pure; nothing throws for what a user wrote.
 */
export type {
  FilterUse,
  LocalName,
  NameUse,
  ParsedExpression,
  ParsedTemplate,
  TemplateIssue,
  TestUse,
} from './parsed.ts';
export type { CompiledExpression, CompiledTemplate, Evaluated, Rendered } from './run.ts';
export type {
  Argument,
  BinaryNode,
  Expression,
  FilterNode,
  ForNode,
  NameNode,
  Target,
  TemplateNode,
  TestNode,
} from './tree.ts';
export type { TypeScope, ValueType } from './types.ts';
export type { Scope, Value } from './value.ts';
