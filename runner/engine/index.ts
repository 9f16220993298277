export { countTokens } from '#language';
export { type Clock, pause } from './clock.ts';
export { type Contamination, createContamination } from './contamination/contamination.ts';
export { type CompiledCondition, compileCondition } from './condition.ts';
export { createDispatch, type Dispatch, type DispatchState } from './dispatch.ts';
export type { Dealt, Job, Terms } from './job.ts';
export { type FidelityInput, type Finding, type FindingKind, findings } from './fidelity/index.ts';
export type { Json, SeedDocument } from './document.ts';
export { createDuplicates, type Duplicates } from './duplicates/duplicates.ts';
export { mostInFlight } from './pace.ts';
export { sha256, shortHash, uniform } from './hash.ts';
export { askExpectation, type Expectation } from './judge.ts';
export { naturalGoal, syntheticGoal } from './mixture/goals.ts';
export { type NaturalDocument, type NaturalRecord, naturalRecord, naturalStyle } from './mixture/natural-record.ts';
export { createPool, mostEpochs, naturalPlace, type PoolDraw } from './mixture/pool.ts';
export { unmetFloors } from './mixture/styles.ts';
export {
  type AskedCondition,
  askCondition,
  isSeed,
  type Piece,
  type Plan,
  type PlannedDocument,
  planDocument,
  planStrategy,
  scopeOf,
  type Skipped,
} from './plan.ts';
export type {
  Outcome,
  RecordOutcome,
  Reject,
  RejectOutcome,
  RephrasingRecord,
  Spent,
  StepAnswer,
  StepOutcome,
} from './record.ts';
export { type RecordShapes, recordShapes, type Shape } from './record-shapes.ts';
export { contaminatedBy, duplicateOf, isRemoved, type RemovedRecord, recordOfRemoved } from './removed.ts';
export type { LanguageIdentifier } from './measures/index.ts';
export { fieldsUsed } from './fields-used.ts';
export { needsLanguage } from './needs-language.ts';
export {
  type Message,
  type RephraseOptions,
  type Rephraser,
  type RephraserAnswer,
  RephraserError,
  type RephraserRequest,
  type ServerLoad,
} from './rephraser.ts';
export { type Budget, BudgetError, type Cost, createBudget } from './budget.ts';
export { dollarsOf } from './cost.ts';
export type { Ask } from './work/ask.ts';
export type { Asked } from './work/chain.ts';
export type { Circumstances } from './work/circumstances.ts';
export { type Passage, passagesOf } from './work/passages.ts';
export { type Known, openWork, type Work, type WorkEvent } from './work/work.ts';
export {
  acceptRates,
  type AcceptRates,
  measureSet,
  seededSample,
  setMeasureMeanings,
  type SetMeasures,
  setMeasureWarning,
  type SetText,
} from './set-measures/index.ts';
export { strategyHash } from './strategy-hash.ts';
export { canonicalJson, essence, type Identity, identityKey, jsonString } from '#language';
