import type { Contaminated } from './contamination/contamination.ts';
import type { Repeated } from './duplicates/duplicates.ts';
import type { Reject, RephrasingRecord } from './record.ts';

/**
 * A record that the last step of a run has taken out of the output. It is a reject that has everything of the record, so
 * that it can be put back when the last step is done again.
 */
export interface RemovedRecord extends Omit<RephrasingRecord, 'raw'> {
  readonly reason: 'duplicate' | 'contaminated';
  /** One sentence for people. */
  readonly message: string;
  readonly gate: null;
  readonly line: null;
  /** What the model said, where the record had it. */
  readonly raw: string | null;
  /** Id of the earlier row that it repeats; null where it is no duplicate. */
  readonly repeats: string | null;
  /** The benchmark item that it gives away, as `FILE:ROW`; null where it gives away none. */
  readonly benchmark: string | null;
}

export function duplicateOf(record: RephrasingRecord, { id, exactly }: Repeated): RemovedRecord {
  const message = `The text is ${exactly ? '' : 'nearly '}that of the row ${id}.`;
  return { ...record, reason: 'duplicate', message, ...noneOf(record), repeats: id };
}

export function contaminatedBy(record: RephrasingRecord, { item, overlap }: Contaminated): RemovedRecord {
  const message = `The text has ${Math.floor(100 * overlap)} % of the benchmark item ${item}.`;
  return { ...record, reason: 'contaminated', message, ...noneOf(record), benchmark: item };
}

function noneOf({ raw }: RephrasingRecord): Pick<RemovedRecord, 'gate' | 'line' | 'raw' | 'repeats' | 'benchmark'> {
  return { gate: null, line: null, raw: raw ?? null, repeats: null, benchmark: null };
}

/** Whether a reject is a record that the last step took out. */
export function isRemoved(reject: Reject | RemovedRecord): reject is RemovedRecord {
  return (reject.reason === 'duplicate' || reject.reason === 'contaminated') && 'prompt_hash' in reject;
}

/** The record as it was. */
export function recordOfRemoved(removed: RemovedRecord): RephrasingRecord {
  const { reason: _reason, message: _message, gate: _gate, line: _line, raw, ...further } = removed;
  const { repeats: _repeats, benchmark: _benchmark, ...record } = further;
  return raw === null ? record : { ...record, raw };
}
