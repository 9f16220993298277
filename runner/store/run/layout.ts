import { join } from 'node:path';

/** Where everything lies in a run folder. */
export interface Layout {
  readonly folder: string;
  readonly manifest: string;
  readonly journals: string;
  readonly data: string;
  readonly rejects: string;
  /** Natural documents of the mixture. */
  readonly natural: string;
  /** What the last step has prepared; gone when it is done. */
  readonly staging: string;
  /** Which of it takes the place of what: as soon as this is there, it does. */
  readonly staged: string;
  /** What the last step has made, when it is done. */
  readonly finished: string;
  readonly ledgers: string;
  readonly statuses: string;
  readonly events: string;
  /** What workers of this run have to know, see {@link RunSetup}. */
  readonly setup: string;
  /** What was printed by servers, jobs and workers. */
  readonly logs: string;
  /** What is known of requests that were sent by batches, a folder for each worker. */
  readonly batches: string;
  /** Commitments of slices, where several workers share the folder. */
  readonly commits: string;
  readonly report: string;
  readonly card: string;
  readonly findings: string;
  /** What the run was expected to cost; it may be there before anything else. */
  readonly estimate: string;
  journal(slice: string): string;
  ledger(worker: string): string;
  status(worker: string): string;
  lock(worker: string): string;
  /** One worker's own log of events, where there are several. */
  eventsOf(worker: string): string;
  commit(slice: string, attempt: number): string;
}

/** Where the parts of a slice lie, as paths in the run folder. */
export function partFiles(slice: string, ending: string): { readonly data: string; readonly rejects: string } {
  return { data: `data/part-${slice}${ending}`, rejects: `rejects/part-${slice}.jsonl.gz` };
}

export function layoutOf(folder: string): Layout {
  return {
    folder,
    manifest: join(folder, 'run.json'),
    journals: join(folder, 'journal'),
    data: join(folder, 'data'),
    rejects: join(folder, 'rejects'),
    natural: join(folder, 'natural'),
    staging: join(folder, 'last-step'),
    staged: join(folder, 'last-step', 'staged.json'),
    finished: join(folder, 'finished.json'),
    ledgers: join(folder, 'ledger'),
    statuses: join(folder, 'status'),
    events: join(folder, 'events.jsonl'),
    setup: join(folder, 'setup.json'),
    logs: join(folder, 'logs'),
    batches: join(folder, 'batches'),
    commits: join(folder, 'commits'),
    report: join(folder, 'report.html'),
    card: join(folder, 'README.md'),
    findings: join(folder, 'findings.json'),
    estimate: join(folder, 'estimate.json'),
    journal: (slice) => join(folder, 'journal', `${slice}.jsonl`),
    ledger: (worker) => join(folder, 'ledger', `${worker}.jsonl`),
    status: (worker) => join(folder, 'status', `${worker}.json`),
    eventsOf: (worker) => join(folder, 'status', `${worker}.events.jsonl`),
    commit: (slice, attempt) => join(folder, 'commits', `${slice}.${attempt}.json`),
    lock: (worker) => join(folder, 'status', `${worker}.lock`),
  };
}

/**
 * The slice that a journal is of. One process alone writes `SLICE.jsonl`; where several share the folder each writes
 * `SLICE~TOKEN.jsonl`, so that two that believe to be the same worker never write to one file.
 */
export function sliceOfJournal(name: string): string {
  return name.replace(/(?:~[0-9a-f]+)?\.jsonl$/, '');
}
