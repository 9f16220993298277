export { type Clock, pause } from './clock.ts';
export { createDispatch, type Dispatch, type DispatchState } from './dispatch.ts';
export type { Dealt, Job, Terms } from './job.ts';
export type { Json, SeedDocument } from './document.ts';
export { canonicalJson, sha256, shortHash, uniform } from './hash.ts';
export { identityKey } from './identity.ts';
export { type Piece, type Plan, type PlannedDocument, planDocument, planStrategy, type Skipped } from './plan.ts';
export type {
  Identity,
  Outcome,
  RecordOutcome,
  Reject,
  RejectOutcome,
  RephrasingRecord,
  Spent,
  StepAnswer,
  StepOutcome,
} from './record.ts';
export {
  type Message,
  type RephraseOptions,
  type Rephraser,
  type RephraserAnswer,
  RephraserError,
  type RephraserRequest,
} from './rephraser.ts';
export { type Budget, BudgetError, type Cost, createBudget } from './budget.ts';
export { dollarsOf, recordTokens } from './cost.ts';
export type { Ask } from './work/ask.ts';
export type { Asked } from './work/chain.ts';
export type { Circumstances } from './work/circumstances.ts';
export { type Known, openWork, type Work, type WorkEvent } from './work/work.ts';
export { essence, strategyHash } from './strategy-hash.ts';
