/** What a target needs to know of a run that was set up. */
export interface TargetRun {
  /** Absolute path of the run folder, the same on every machine. */
  readonly folder: string;
  /** Name of the strategy. */
  readonly strategy: string;
  /** What tells this run folder from every other, also from one that was there before under the same path. */
  readonly id: string;
  /** Absolute path of the runner's script; what it needs lies beside it. */
  readonly runnerScript: string;
  /** Looks up what the target refers to. */
  readonly environment: (name: string) => string | undefined;
  readonly signal: AbortSignal;
}

/** What was sent out and how it is found again: `target/submission.json` in the run folder. */
export interface Submission {
  readonly format: 1;
  /** Name of the target in the strategy. */
  readonly name: string;
  readonly kind: 'ray' | 'slurm';
  /** The scheduler's ids of the workers' jobs, and of the job that ends the run. */
  readonly jobs: readonly string[];
  readonly last: string | null;
  readonly workers: number;
  /** Grows by one every time that workers are sent out. */
  readonly attempt: number;
  /** Slices that were finished when the workers were sent: where there are no more later, sending again is no use. */
  readonly slices: number;
  /** ISO 8601, UTC. */
  readonly time: string;
}

/** What the scheduler says of the jobs. How the run stands is never taken from here: the ledgers say that. */
export type JobState =
  | { readonly kind: 'waiting'; readonly reason: string }
  | { readonly kind: 'running'; readonly notice: string | null }
  /** No job is left; `reason` says how they ended, where the scheduler does. */
  | { readonly kind: 'gone'; readonly reason: string | null }
  /** The scheduler does not answer now. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** A place that workers of a run can be sent to. */
export interface RunTarget {
  /** Sends the workers out. @throws TargetError with the scheduler's own words where it refuses. */
  submit(attempt: number, slices: number): Promise<Submission>;
  state(submission: Submission): Promise<JobState>;
  /** Lets the workers finish what is in flight, and ends them. @throws TargetError */
  cancel(submission: Submission): Promise<void>;
  /** What was sent, for people: `job 17 of Slurm`. */
  describe(submission: Submission): string;
}
