import { expect, test } from 'vitest';
import { contaminatedBy, duplicateOf, isRemoved, recordOfRemoved } from '#engine';
import { recordOf, rejectOf } from '../store/helpers/small-run.ts';

const record = recordOf(1, 'first');

test('a record that is taken out says why, and can be put back byte for byte', () => {
  const duplicate = duplicateOf(record, { id: 'other', exactly: false });
  expect(duplicate).toMatchObject({ reason: 'duplicate', repeats: 'other', gate: null, text: record.text });
  expect(duplicate.message).toBe('The text is nearly that of the row other.');
  const contaminated = contaminatedBy(record, { item: 'bench.jsonl:7', overlap: 0.666 });
  expect(contaminated).toMatchObject({ reason: 'contaminated', benchmark: 'bench.jsonl:7', repeats: null });
  expect(contaminated.message).toBe('The text has 66 % of the benchmark item bench.jsonl:7.');
  for (const removed of [duplicate, contaminated]) {
    expect(isRemoved(removed)).toBe(true);
    expect(JSON.stringify(recordOfRemoved(removed))).toBe(JSON.stringify(record));
  }
});

test('what a gate has rejected is not taken for it', () => {
  expect(isRemoved(rejectOf(1, 'first'))).toBe(false);
  expect(isRemoved(rejectOf(1, 'first', { reason: 'duplicate' }))).toBe(false);
});
