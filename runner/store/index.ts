export type { FileStatus, FileSystem, OpenFile } from './file-system.ts';
export type { SourceKind } from './inputs/formats.ts';
export { readDocument, readRows } from './inputs/read-rows.ts';
export { type BadRow, type Place, type ReaderOptions, type Row, start } from './inputs/row.ts';
export { openSources, type Source } from './inputs/sources.ts';
export { type Machine, type ProcessIdentity, thisMachine } from './machine.ts';
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
export type { CommittedSlice, Part } from './run/ledger.ts';
export type { InputManifest, RunManifest, RunPlan } from './run/manifest.ts';
export { openRun, type Run, type RunOptions } from './run/open-run.ts';
export type { OpenSlice, SliceEnd } from './run/open-slice.ts';
export { readRun, type RunStatus } from './run/read-run.ts';
export { documentKey } from './run/slice-index.ts';
export type { RunState, Status, StatusReport } from './run/status.ts';
export { type Difference, StoreError, type StoreErrorCode } from './store-error.ts';
