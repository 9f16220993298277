/**
 * The strategy language: text in, values and problems out. Pure: no files, no network, no clock, no editor. Nothing
 * here throws for what a user wrote.
 */
export { analyse } from './analyse.ts';
export type {
  AnalyseOptions,
  Analysis,
  NameOccurrence,
  ScopeName,
  TemplateRole,
  TemplateScope,
  TemplateSite,
} from './analysis.ts';
export { type Context, contextAt } from './context.ts';
export { environmentNames, type Expanded, expandEnvironment } from './environment.ts';
export { type EntryAt, type KeyAt, keyAt } from './key-at.ts';
export { LineIndex, type Position } from './line-index.ts';
export { type MeasureName, type MeasureSpec, measureTable } from './measures.ts';
export { countTokens } from './count-tokens.ts';
export { closest } from './nearest.ts';
export { type Pattern, readPattern } from './pattern.ts';
export type { Fix, Problem, Severity } from './problem.ts';
export { type ProblemCode, problemCatalogue } from './problems.ts';
export { jsonSchema } from './reference/json-schema.ts';
export { languageReference } from './reference/language-reference.ts';
export { problemReference } from './reference/problem-reference.ts';
export type {
  EntriesSpec,
  EnumSpec,
  EnumValue,
  KeySpec,
  MapSpec,
  NumberSpec,
  ReferenceKind,
  Spec,
  StringSpec,
  Variant,
} from './schema/spec.ts';
export { allKeys, chosenVariant, nouns, openKeys } from './schema/spec.ts';
export { strategySpec } from './schema/strategy.ts';
export { type Edit, type Span, shift, touches } from './span.ts';
export type {
  CleanStep,
  Expression,
  GgufModel,
  HttpModel,
  Limits,
  MockModel,
  Model,
  ModelServer,
  Origin,
  Output,
  RayTarget,
  Rephrasing,
  Sampling,
  Seeds,
  SlurmTarget,
  Strategy,
  Target,
  Variable,
  VariableValue,
} from './strategy.ts';
export { sourceToValue, spanInSource, valueToSource } from './syntax/placement.ts';
export type { ListNode, MapNode, Node, Pair, ScalarNode, Tree } from './syntax/tree.ts';
export {
  type CompiledExpression,
  type CompiledTemplate,
  type CompletionSite,
  compileExpression,
  compileTemplate,
  completionAt,
  continuations,
  type Evaluated,
  filterTable,
  functionTable,
  isTrue,
  type LocalName,
  loopFields,
  type NameUse,
  type ParsedExpression,
  type ParsedTemplate,
  parseExpression,
  parseTemplate,
  type Rendered,
  type Scope,
  statementTable,
  type TemplateIssue,
  type TypeScope,
  testTable,
  type Value,
  type ValueType,
  type WordSpec,
} from './template/index.ts';
