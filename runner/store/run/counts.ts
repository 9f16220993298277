import { countTokens, isRemoved, type Outcome } from '#engine';

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
  /** Records that the last step has moved to the rejects; they are among those. */
  duplicates: number;
  contaminated: number;
  /** Tokens of records and rejects, as far as the models said. */
  input_tokens: number;
  output_tokens: number;
  /** Tokens of the records' texts, estimated as the measure `tokens` is. */
  text_tokens: number;
  /** The same of the records that the last step has moved to the rejects. */
  removed_tokens: number;
  by_rephrasing: Record<string, { records: number; rejects: number; text_tokens: number }>;
  /** Rejects by the gate as written, or by the reason where no gate decided. */
  by_reason: Record<string, number>;
}

/** Of an outcome, what is counted of it. */
export interface OutcomeFacts {
  readonly rephrasing: string;
  /** Null where it is a record. */
  readonly reason: string | null;
  readonly failed: boolean;
  /** Whether it was a record until the last step. */
  readonly removed: boolean;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Of what is or was a record; 0 of the others. */
  readonly textTokens: number;
}

export function factsOf(outcome: Outcome): OutcomeFacts {
  const made = outcome.kind === 'record' ? outcome.record : outcome.reject;
  const removed = outcome.kind === 'reject' && isRemoved(outcome.reject);
  return {
    rephrasing: made.rephrasing,
    reason: outcome.kind === 'record' ? null : reasonKey(outcome.reject),
    failed: outcome.kind === 'reject' && outcome.reject.reason === 'request-failed',
    removed,
    inputTokens: made.input_tokens ?? 0,
    outputTokens: made.output_tokens ?? 0,
    textTokens: outcome.kind === 'record' || removed ? countTokens(made.text ?? '') : 0,
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
    duplicates: 0,
    contaminated: 0,
    input_tokens: 0,
    output_tokens: 0,
    text_tokens: 0,
    removed_tokens: 0,
    by_rephrasing: {},
    by_reason: {},
  };
}

export function countFacts(facts: Iterable<OutcomeFacts>): Counts {
  const counts = noCounts();
  for (const one of facts) countInto(counts, one);
  return counts;
}

/** Counts one more outcome. With `times` −1 it is taken back, where it has become another. */
export function countInto(counts: Counts, facts: OutcomeFacts, times: 1 | -1 = 1): void {
  const { rephrasing, reason, failed, removed, inputTokens, outputTokens, textTokens } = facts;
  const of = (counts.by_rephrasing[rephrasing] ??= { records: 0, rejects: 0, text_tokens: 0 });
  counts.input_tokens += times * inputTokens;
  counts.output_tokens += times * outputTokens;
  if (reason === null) {
    counts.records += times;
    counts.text_tokens += times * textTokens;
    of.records += times;
    of.text_tokens += times * textTokens;
    return;
  }
  counts.rejects += times;
  of.rejects += times;
  if (failed) counts.failed += times;
  if (removed) {
    if (reason === 'duplicate') counts.duplicates += times;
    else counts.contaminated += times;
    counts.removed_tokens += times * textTokens;
  }
  const left = (counts.by_reason[reason] ?? 0) + times;
  if (left === 0) delete counts.by_reason[reason];
  else counts.by_reason[reason] = left;
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
  for (const [name, { records, rejects, text_tokens }] of Object.entries(counts.by_rephrasing)) {
    const of = (sum.by_rephrasing[name] ??= { records: 0, rejects: 0, text_tokens: 0 });
    of.records += records;
    of.rejects += rejects;
    of.text_tokens += text_tokens;
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
  'duplicates',
  'contaminated',
  'input_tokens',
  'output_tokens',
  'text_tokens',
  'removed_tokens',
] as const satisfies readonly (keyof Counts)[];
