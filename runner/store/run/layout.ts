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
  readonly report: string;
  readonly card: string;
  readonly findings: string;
  journal(slice: string): string;
  ledger(worker: string): string;
  status(worker: string): string;
  lock(worker: string): string;
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
    report: join(folder, 'report.html'),
    card: join(folder, 'README.md'),
    findings: join(folder, 'findings.json'),
    journal: (slice) => join(folder, 'journal', `${slice}.jsonl`),
    ledger: (worker) => join(folder, 'ledger', `${worker}.jsonl`),
    status: (worker) => join(folder, 'status', `${worker}.json`),
    lock: (worker) => join(folder, 'status', `${worker}.lock`),
  };
}
