export { countTokens } from '#language';
export { type Clock, pause } from './clock.ts';
export { type Contamination, createContamination } from './contamination/contamination.ts';
export { createDispatch, type Dispatch, type DispatchState } from './dispatch.ts';
export type { Job } from './job.ts';
export type { Json, SeedDocument } from './document.ts';
export { createDuplicates, type Duplicates } from './duplicates/duplicates.ts';
export { canonicalJson, sha256, shortHash, uniform } from './hash.ts';
export { identityKey } from './identity.ts';
export { naturalGoal, syntheticGoal } from './mixture/goals.ts';
export { type NaturalDocument, type NaturalRecord, naturalRecord, naturalStyle } from './mixture/natural-record.ts';
export { createPool, mostEpochs, naturalPlace, type PoolDraw } from './mixture/pool.ts';
export { unmetFloors } from './mixture/styles.ts';
export { type Circumstances, failedPiece, finishPiece, type Prepared, preparePiece } from './piece.ts';
export {
  isSeed,
  type Piece,
  type Plan,
  type PlannedDocument,
  planDocument,
  planStrategy,
  type Skipped,
} from './plan.ts';
export type { Identity, Outcome, Reject, RephrasingRecord } from './record.ts';
export { type RecordShapes, recordShapes, type Shape } from './record-shapes.ts';
export { contaminatedBy, duplicateOf, isRemoved, type RemovedRecord, recordOfRemoved } from './removed.ts';
export {
  type Message,
  type RephraseOptions,
  type Rephraser,
  type RephraserAnswer,
  RephraserError,
  type RephraserRequest,
} from './rephraser.ts';
export { essence, strategyHash } from './strategy-hash.ts';
