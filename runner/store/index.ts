export type { FileStatus, FileSystem, OpenFile } from './file-system.ts';
export type { SourceKind } from './inputs/formats.ts';
export { readDocument, readRowGroups, readRows } from './inputs/read-rows.ts';
export { type LinePlaces, readRange, type RowRange } from './inputs/read-range.ts';
export { type BadRow, type Place, type ReaderOptions, type Row, start } from './inputs/row.ts';
export { type SliceStarts, sliceStarts } from './inputs/slice-starts.ts';
export { openSources, type Source } from './inputs/sources.ts';
export { type FinishedRun, type Mixture, noMixture } from './last-step/finished.ts';
export type { LastStep } from './last-step/last-step.ts';
export type { SliceRow } from './last-step/slice-rows.ts';
export { identityOf, type Machine, type ProcessIdentity, thisMachine } from './machine.ts';
export { type RunFacts, runFacts } from './report/run-facts.ts';
export { writeReport } from './report/write-report.ts';
export {
  addCounts,
  type Counts,
  countInto,
  countSpent,
  factsOf,
  noCounts,
  reasonKey,
  spentIn,
  sumCounts,
} from './run/counts.ts';
export { comparedInWords, comparedWith } from './report/estimate-section.ts';
export { type Estimate, type EstimatedRephrasing, estimateIn, type Interval, writeEstimate } from './run/estimate.ts';
export type { CommittedSlice, Part } from './run/ledger.ts';
export type { InputManifest, RunManifest, RunPlan } from './run/manifest.ts';
export { removeLeftovers } from './run/fence.ts';
export { layoutOf } from './run/layout.ts';
export { forkFolder } from './run/fork-folder.ts';
export { openRun, type Run, type RunOptions, type WorkerShare } from './run/open-run.ts';
export type { OpenSlice, SliceEnd } from './run/open-slice.ts';
export { countsText } from './run/slice-options.ts';
export { readRun, type RunStatus } from './run/read-run.ts';
export { documentKey } from './run/slice-index.ts';
export {
  readProgress,
  readSetup,
  type RunSetup,
  type SetupProgress,
  sliceId,
  type SourceSetup,
  unitsOf,
  type WorkUnit,
  writeSetup,
} from './run/setup.ts';
export type { RunState, Status, StatusReport } from './run/status.ts';
export { type Difference, StoreError, type StoreErrorCode } from './store-error.ts';
