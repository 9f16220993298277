import { expect, it } from 'vitest';
import { describeProgress, duration, type Progress } from '../../../runner/cli/progress.ts';

const progress: Progress = {
  documents: 1204,
  records: 2300,
  rejects: 108,
  skipped: 0,
  failed: 0,
  without_passage: 0,
  output_tokens: 50_000,
  seconds: 100,
  left: 18_796,
  waiting: null,
};

it('says how a run goes in one line', () => {
  expect(describeProgress(progress)).toBe(
    '1,204 of ≈20,000 documents · 2,300 kept · 108 rejected · 500 tokens/s · 1 min 40 s',
  );
});

it('says what is special, and nothing that nobody knows', () => {
  const special = {
    ...progress,
    documents: 1,
    left: null,
    skipped: 3,
    failed: 2,
    output_tokens: 0,
    seconds: 0.2,
    waiting: 'no answer',
  };
  expect(describeProgress(special)).toBe(
    '1 document · 2,300 kept · 108 rejected · 3 skipped · 2 failed · waiting: no answer',
  );
});

it('says how long it will take, and which rephrasings are rejected most', () => {
  const by_rephrasing = {
    faq: { records: 99, rejects: 1 },
    wiki: { records: 40, rejects: 60 },
    unused: { records: 0, rejects: 0 },
  };
  const line = describeProgress({ ...progress, seconds_left: 1_561, by_rephrasing, waiting: 'busy.' });
  expect(line).toMatch(/ · 1 min 40 s · ≈26 min 1 s left · waiting: busy\. · kept of wiki 40 %, faq 99 %$/);
  const fine = { faq: { records: 99, rejects: 0 }, wiki: { records: 40, rejects: 0 } };
  expect(describeProgress({ ...progress, by_rephrasing: fine })).not.toContain('kept of');
  expect(describeProgress({ ...progress, by_rephrasing: { faq: { records: 9, rejects: 1 } } })).not.toContain(
    'kept of',
  );
});

it('says durations as people do', () => {
  expect([0.4, 42, 185, 7_800].map(duration)).toEqual(['0 s', '42 s', '3 min 5 s', '2 h 10 min']);
});
