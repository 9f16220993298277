/**
 * The strategy language: text in, values and problems out. Pure: no files, no network, no clock, no editor. Nothing
 * here throws for what a user wrote.
 */
export { analyse } from './analyse.ts';
export { format } from './format/format.ts';
export type {
  AnalyseOptions,
  Analysis,
  NameOccurrence,
  ScopeName,
  StepOccurrence,
  TemplateRole,
  TemplateScope,
  TemplateSite,
} from './analysis.ts';
export { columnOf, insertKey } from './checks/insert.ts';
export { type Context, contextAt } from './context.ts';
export {
  canonicalJson,
  draw,
  drawValue,
  drawVariable,
  type Identity,
  identityKey,
  jsonString,
  uniform,
} from './draw/index.ts';
export { essence } from './essence.ts';
export { environmentNames, type Expanded, expandEnvironment } from './environment.ts';
export { type EntryAt, type KeyAt, keyAt } from './key-at.ts';
export { numberIn } from './schema/number.ts';
export { type LastRun, readLastRun, type RephrasingFindings } from './last-run.ts';
export { type KnownWeights, knownWeights, type KnownWeightsName } from './known-weights.ts';
export { LineIndex, type Position } from './line-index.ts';
export { type MeasureName, type MeasureSpec, measureTable } from './measures.ts';
export { asciiBytes, behindText } from './ascii-bytes.ts';
export { countTokens } from './count-tokens.ts';
export { closest } from './nearest.ts';
export { outputFolder } from './output-folder.ts';
export { type PlacedWord, placedWords } from './placed-words.ts';
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
  PathSpec,
  ReferenceKind,
  Spec,
  StringSpec,
  Variant,
} from './schema/spec.ts';
export { allKeys, chosenVariant, nouns, openCases, openKeys } from './schema/spec.ts';
export { mapSpecAt } from './schema/spec-at.ts';
export { strategySpec } from './schema/strategy.ts';
export { anchorAt, type AnchorOccurrence, anchorsOf } from './syntax/anchors.ts';
export { applied, type Edit, type Span, shift, touches } from './span.ts';
export type {
  Chunk,
  CleanStep,
  Decontaminate,
  Dedup,
  Expression,
  FanOut,
  GgufModel,
  HttpModel,
  Limits,
  Mix,
  MockModel,
  Model,
  ModelServer,
  Origin,
  Output,
  PairsStep,
  Price,
  RayTarget,
  Rephrasing,
  RephrasingStep,
  Sampling,
  Seeds,
  SlurmTarget,
  Strategy,
  Target,
  Test,
  Variable,
  VariableValue,
  Window,
} from './strategy.ts';
export { type Placement, placementOf, sourceToValue, spanInSource, valueToSource } from './syntax/placement.ts';
export type { ListNode, MapNode, Node, Pair, ScalarNode, Tree } from './syntax/tree.ts';
export { usedPaths, type UseItem } from './use/items.ts';
export {
  type FilePlace,
  type FilePort,
  type FoundFile,
  usedFile,
  type UsedFile,
  type UsedFiles,
} from './use/used-file.ts';
export { isConversational, meansStyle } from './styles.ts';
export {
  type CallAt,
  callAt,
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
  partsAt,
  type Rendered,
  type Scope,
  statementTable,
  type TemplateIssue,
  type TemplateNode,
  type TemplateWord,
  type TypeScope,
  testTable,
  type Value,
  type ValueType,
  type WordSpec,
  wordsOf,
} from './template/index.ts';
