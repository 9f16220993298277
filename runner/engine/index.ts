export { type Clock, pause } from './clock.ts';
export { createDispatch, type Dispatch, type DispatchState } from './dispatch.ts';
export type { Job } from './job.ts';
export type { Json, SeedDocument } from './document.ts';
export { canonicalJson, sha256, shortHash, uniform } from './hash.ts';
export { identityKey } from './identity.ts';
export { type Circumstances, failedPiece, finishPiece, type Prepared, preparePiece } from './piece.ts';
export type { LanguageIdentifier } from './measures/index.ts';
export { needsLanguage } from './needs-language.ts';
export { type Piece, type Plan, type PlannedDocument, planDocument, planStrategy, type Skipped } from './plan.ts';
export type { Identity, Outcome, Reject, RephrasingRecord } from './record.ts';
export {
  type Message,
  type RephraseOptions,
  type Rephraser,
  type RephraserAnswer,
  RephraserError,
  type RephraserRequest,
} from './rephraser.ts';
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
export { essence, strategyHash } from './strategy-hash.ts';
