/**
 * Jinja templates and expressions: reading them with exact spans, rendering them over data, checking the types of what
 * they use, and completing them. Pure; nothing throws for what a user wrote.
 */
export { type CallAt, callAt } from './call-at.ts';
export { checkFields } from './check-fields.ts';
export { checkTypes } from './check-types.ts';
export { compileExpression } from './compile-expression.ts';
export { compileTemplate } from './compile-template.ts';
export { type CompletionSite, completionAt } from './completion.ts';
export { filterTable } from './filters/index.ts';
export { typeOf } from './infer.ts';
export { continuations, functionTable, loopFields, statementTable, type WordSpec } from './words.ts';
export { parseExpression, parseTemplate } from './parse.ts';
export { partsAt } from './parts-at.ts';
export type {
  LocalName,
  NameUse,
  ParsedExpression,
  ParsedTemplate,
  TemplateIssue,
} from './parsed.ts';
export type { CompiledExpression, CompiledTemplate, Evaluated, Rendered } from './run.ts';
export { testTable } from './tests/index.ts';
export type { TypeScope, ValueType } from './types.ts';
export type { Scope, Value } from './value.ts';
export { isTrue } from './values.ts';
export type { Range } from './range.ts';
export type { OutputNode, TemplateNode } from './tree.ts';
export { type TemplateWord, wordsOf } from './words-of.ts';
export { anyWorld, certainConditions, type Ranges, type Worlds, worldsWhere } from './worlds.ts';
