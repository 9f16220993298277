import type { Outcome } from '#engine';

/** What a slice or a run has, counted. Snake case, since these are keys of files that people read. */
export interface Counts {
  /** Documents that `seeds.keep` let through. */
  documents: number;
  /** Documents that it did not. */
  skipped: number;
  /** Rows that are no documents. */
  bad_rows: number;
  records: number;
  rejects: number;
  /** Rejects whose request failed for good; they are among the rejects. */
  failed: number;
  /** Tokens of records and rejects, as far as the models said. */
  input_tokens: number;
  output_tokens: number;
  by_rephrasing: Record<string, { records: number; rejects: number }>;
  /** Rejects by the gate as written, or by the reason where no gate decided. */
  by_reason: Record<string, number>;
}

/** Of an outcome, what is counted of it. */
export interface OutcomeFacts {
  readonly rephrasing: string;
  /** Null where it is a record. */
  readonly reason: string | null;
  readonly failed: boolean;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export function factsOf(outcome: Outcome): OutcomeFacts {
  const made = outcome.kind === 'record' ? outcome.record : outcome.reject;
  return {
    rephrasing: made.rephrasing,
    reason: outcome.kind === 'record' ? null : reasonKey(outcome.reject),
    failed: outcome.kind === 'reject' && outcome.reject.reason === 'request-failed',
    inputTokens: made.input_tokens ?? 0,
    outputTokens: made.output_tokens ?? 0,
  };
}

/** Under what a reject is counted. */
export function reasonKey({ reason, gate }: { readonly reason: string; readonly gate: string | null }): string {
  return reason === 'gate' && gate !== null ? gate : reason;
}

export function noCounts(): Counts {
  return {
    documents: 0,
    skipped: 0,
    bad_rows: 0,
    records: 0,
    rejects: 0,
    failed: 0,
    input_tokens: 0,
    output_tokens: 0,
    by_rephrasing: {},
    by_reason: {},
  };
}

export function countFacts(facts: Iterable<OutcomeFacts>): Counts {
  const counts = noCounts();
  for (const one of facts) countInto(counts, one);
  return counts;
}

/** Counts one more outcome. */
export function countInto(counts: Counts, facts: OutcomeFacts): void {
  const { rephrasing, reason, failed, inputTokens, outputTokens } = facts;
  const of = (counts.by_rephrasing[rephrasing] ??= { records: 0, rejects: 0 });
  counts.input_tokens += inputTokens;
  counts.output_tokens += outputTokens;
  if (reason === null) {
    counts.records++;
    of.records++;
    return;
  }
  counts.rejects++;
  of.rejects++;
  if (failed) counts.failed++;
  counts.by_reason[reason] = (counts.by_reason[reason] ?? 0) + 1;
}

/** The sum of several counts. */
export function sumCounts(all: Iterable<Readonly<Counts>>): Counts {
  const sum = noCounts();
  for (const counts of all) addCounts(sum, counts);
  return sum;
}

/** Adds counts to others. */
export function addCounts(sum: Counts, counts: Readonly<Counts>): void {
  for (const key of numbers) sum[key] += counts[key];
  for (const [name, { records, rejects }] of Object.entries(counts.by_rephrasing)) {
    const of = (sum.by_rephrasing[name] ??= { records: 0, rejects: 0 });
    of.records += records;
    of.rejects += rejects;
  }
  for (const [name, number] of Object.entries(counts.by_reason)) {
    sum.by_reason[name] = (sum.by_reason[name] ?? 0) + number;
  }
}

const numbers = [
  'documents',
  'skipped',
  'bad_rows',
  'records',
  'rejects',
  'failed',
  'input_tokens',
  'output_tokens',
] as const satisfies readonly (keyof Counts)[];
