import { countTokens, isRemoved, type Outcome, type Spent } from '#engine';

/** What a slice or a run has, counted. Snake case, since these are keys of files that people read. */
export interface Counts {
  /** Documents that `seeds.keep` let through. */
  documents: number;
  /** Documents that it did not. */
  skipped: number;
  /** Rows that are no documents. */
  bad_rows: number;
  /** Pieces of work of documents that are too short to have a passage; nothing was asked for them. */
  without_passage: number;
  records: number;
  rejects: number;
  /** Rejects whose request failed for good; they are among the rejects. */
  failed: number;
  /** Records that the last step has moved to the rejects; they are among those. */
  duplicates: number;
  contaminated: number;
  /** Tokens of all requests that were answered, as far as the models said; each request is counted once. */
  input_tokens: number;
  output_tokens: number;
  /** Those, by the names of models in the strategy. */
  by_model: Record<string, { input_tokens: number; output_tokens: number }>;
  /** Estimated tokens of the records’ texts; counted only for a strategy that mixes them with natural text. */
  text_tokens: number;
  /** The same of the records that the last step has moved to the rejects. */
  removed_tokens: number;
  by_rephrasing: Record<string, { records: number; rejects: number; text_tokens: number }>;
  /** Rejects by the gate as written, or by the reason where no gate decided. */
  by_reason: Record<string, number>;
}

/** Of a record or a reject, what is counted of it. */
export interface OutcomeFacts {
  readonly rephrasing: string;
  /** Null where it is a record. */
  readonly reason: string | null;
  readonly failed: boolean;
  /** Whether it was a record until the last step. */
  readonly removed: boolean;
  /** Of what is or was a record; 0 of the others. */
  readonly textTokens: number;
}

/**
 * Null where the outcome is an answer on the way to others.
 * @param countsText whether the tokens of texts are wanted, which takes time
 */
export function factsOf(outcome: Outcome, countsText: boolean): OutcomeFacts | null {
  switch (outcome.kind) {
    case 'record': {
      const { rephrasing, text } = outcome.record;
      const textTokens = countsText ? countTokens(text) : 0;
      return { rephrasing, reason: null, failed: false, removed: false, textTokens };
    }
    case 'reject': {
      const { reject } = outcome;
      const removed = isRemoved(reject);
      const textTokens = removed && countsText ? countTokens(reject.text) : 0;
      const failed = reject.reason === 'request-failed';
      return { rephrasing: reject.rephrasing, reason: reasonKey(reject), failed, removed, textTokens };
    }
    case 'step':
      return null;
  }
}

/** The tokens that an outcome accounts for. One that says nothing of them was written down without its requests. */
export function spentOf(outcome: Outcome, modelOf: (rephrasing: string) => string): readonly Spent[] {
  if (outcome.spent !== undefined || outcome.kind === 'step') return outcome.spent ?? [];
  const { rephrasing, input_tokens, output_tokens } = outcome.kind === 'record' ? outcome.record : outcome.reject;
  if (input_tokens === null && output_tokens === null) return [];
  return [{ model: modelOf(rephrasing), input_tokens: input_tokens ?? 0, output_tokens: output_tokens ?? 0 }];
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
    without_passage: 0,
    records: 0,
    rejects: 0,
    failed: 0,
    duplicates: 0,
    contaminated: 0,
    input_tokens: 0,
    output_tokens: 0,
    by_model: {},
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

/** Counts the tokens of further requests. */
export function countSpent(counts: Counts, spent: Iterable<Spent>): void {
  for (const { model, input_tokens, output_tokens } of spent) {
    const of = (counts.by_model[model] ??= { input_tokens: 0, output_tokens: 0 });
    of.input_tokens += input_tokens;
    of.output_tokens += output_tokens;
    counts.input_tokens += input_tokens;
    counts.output_tokens += output_tokens;
  }
}

/** What counts say was spent. */
export function spentIn(counts: Readonly<Pick<Counts, 'by_model'>>): readonly Spent[] {
  // A ledger of an older version does not have it.
  return Object.entries(counts.by_model ?? {}).map(([model, tokens]) => ({ model, ...tokens }));
}

/** Counts one more record or reject. With `times` −1 it is taken back, where it has become another. */
export function countInto(counts: Counts, facts: OutcomeFacts, times: 1 | -1 = 1): void {
  const { rephrasing, reason, failed, removed, textTokens } = facts;
  const of = (counts.by_rephrasing[rephrasing] ??= { records: 0, rejects: 0, text_tokens: 0 });
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
  // Files of an older version lack the newer numbers.
  for (const key of countedNumbers) sum[key] += counts[key] ?? 0;
  for (const { model, input_tokens, output_tokens } of spentIn(counts)) {
    const of = (sum.by_model[model] ??= { input_tokens: 0, output_tokens: 0 });
    of.input_tokens += input_tokens;
    of.output_tokens += output_tokens;
  }
  for (const [name, { records, rejects, text_tokens }] of Object.entries(counts.by_rephrasing)) {
    const of = (sum.by_rephrasing[name] ??= { records: 0, rejects: 0, text_tokens: 0 });
    of.records += records;
    of.rejects += rejects;
    of.text_tokens += text_tokens ?? 0;
  }
  for (const [name, number] of Object.entries(counts.by_reason)) {
    sum.by_reason[name] = (sum.by_reason[name] ?? 0) + number;
  }
}

/** The keys of counts that are numbers. */
export const countedNumbers = [
  'documents',
  'skipped',
  'bad_rows',
  'without_passage',
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
