export { type OpenTargetOptions, openTarget, resendWorkers, runId } from './open-target.ts';
export { readSubmission, writeSubmission } from './submission.ts';
export type { JobState, RunTarget, Submission } from './target.ts';
export { TargetError } from './target-error.ts';
