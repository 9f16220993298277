import { expect, test } from 'vitest';
import { renderPreview, strategyLineIn } from '../../client/preview/render.ts';
import { endedPreview, progressedPreview, type PreviewState, startedPreview } from '../../client/preview/state.ts';
import type { PreviewedDocument, PreviewedRephrasing } from '#protocol';

const started = startedPreview('wrap', 'tide.md', ['qa', 'brief']);

function written(state: PreviewState, rephrasing: string, text: string, piece = 0): PreviewState {
  return progressedPreview(state, { token: 't', rephrasing, piece, state: null, text });
}

function finished(results: readonly PreviewedRephrasing[], skipped: PreviewedDocument['skipped'] = null): string {
  const document = { id: 'tide.md', file: 'tide.md', text: 'The tide.', skipped, results };
  return renderPreview(endedPreview(started, { kind: 'finished', document }));
}

const kept: PreviewedRephrasing = {
  rephrasing: 'qa',
  messages: [
    { role: 'system', content: 'Be faithful.' },
    { role: 'user', content: 'Ask about: The tide.' },
  ],
  raw: 'Q: What?',
  cleaned: null,
  findings: [],
  chunk: null,
  steps: [],
  record: {
    text: 'Q: What?\nA: The tide.',
    input_tokens: 1211,
    output_tokens: 58,
    model: 'smollm2-135m',
    measures: { ratio: 1.23456, tokens: 58, refusal: false },
  },
  reject: null,
};

const rejected: PreviewedRephrasing = {
  rephrasing: 'brief',
  messages: [],
  raw: 'It rose 9 metres.',
  cleaned: null,
  findings: [],
  chunk: null,
  steps: [],
  record: null,
  reject: {
    reason: 'gate',
    message: 'numbers_invented is 1.',
    gate: 'numbers_invented == 0',
    line: 31,
    text: 'It rose 9 metres.',
    measures: { numbers_invented: 1 },
  },
};

test('a model that is asked instead of those of the strategy stands in the title', () => {
  const elsewhere = startedPreview('wrap', 'tide.md', ['qa'], 'gguf:smollm2-135m');
  expect(renderPreview(elsewhere)).toMatch(/^tide\.md · wrap · by gguf:smollm2-135m, not as written\n/);
  expect(renderPreview(started)).toMatch(/^tide\.md · wrap\n/);
});

test('a preview that has begun names what it waits for', () => {
  expect(renderPreview(started)).toBe('tide.md · wrap\n\n━━ qa · waiting …\n\n━━ brief · waiting …\n');
});

test('text grows at its rephrasing, and nothing above it moves', () => {
  const first = written(started, 'qa', 'Q: Wh');
  const second = written(first, 'qa', 'at?');
  expect(renderPreview(second)).toBe('tide.md · wrap\n\n━━ qa · writing …\n\nQ: What?\n\n━━ brief · waiting …\n');
  const linesBefore = renderPreview(first).split('\n').slice(0, 4);
  expect(renderPreview(second).split('\n').slice(0, 4)).toEqual(linesBefore);
});

test('a state after text means that the answer begins anew', () => {
  const again = progressedPreview(written(started, 'qa', 'half an ans'), {
    token: 't',
    rephrasing: 'qa',
    piece: 0,
    state: 'trying again in 2 s',
    text: '',
  });
  expect(renderPreview(again)).toContain('━━ qa · trying again in 2 s …\n\n━━ brief');
  expect(renderPreview(written(again, 'qa', 'whole'))).toContain('writing …\n\nwhole\n');
});

test('pieces of one rephrasing do not run into each other', () => {
  let state = written(started, 'qa', 'one', 0);
  state = written(state, 'qa', 'two', 1);
  state = written(state, 'brief', 'short', 2);
  state = written(state, 'qa', ' more', 0);
  expect(renderPreview(state)).toBe(
    'tide.md · wrap\n\n━━ qa 1 · writing …\n\none more\n\n━━ qa 2 · writing …\n\ntwo\n\n━━ brief · writing …\n\nshort\n',
  );
  expect(finished([kept, kept])).toMatch(/━━ qa 1 · ✓ kept[^]*━━ qa 2 · ✓ kept/);
});

test('a notice for all that wait leaves what is written alone', () => {
  const state = written(written(started, 'qa', 'one', 0), 'qa', '', 1);
  const notice = { token: 't', rephrasing: 'qa', piece: null, state: 'loading a model', text: '' };
  expect(renderPreview(progressedPreview(state, notice))).toContain(
    '━━ qa 1 · writing …\n\none\n\n━━ qa 2 · loading a model …',
  );
});

test('a record shows its text, its tokens, its measures and what was sent', () => {
  expect(finished([kept])).toBe(
    [
      'tide.md · wrap',
      '━━ qa · ✓ kept',
      'Q: What?\nA: The tide.',
      '│ 58 tokens written, 1,211 read, by smollm2-135m\n│ ratio 1.23 · tokens 58 · refusal false',
      '━━ qa · what was sent, system',
      'Be faithful.',
      '━━ qa · what was sent, user',
      'Ask about: The tide.\n',
    ].join('\n\n'),
  );
});

test('a reject names the gate and its line, and shows the text that was rejected', () => {
  expect(finished([rejected])).toContain(
    '━━ brief · ✗ rejected\n\nIt rose 9 metres.\n\n│ Rejected by `numbers_invented == 0` in line 31: numbers_invented is 1.\n',
  );
});

test('a gate that its message names is named once', () => {
  const reject = rejected.reject && { ...rejected.reject, message: '`numbers_invented == 0` failed: it is 1.' };
  expect(finished([{ ...rejected, reject }])).toContain(
    '│ Rejected in line 31: `numbers_invented == 0` failed: it is 1.\n',
  );
});

test('a reject without an answer says so', () => {
  const failed: PreviewedRephrasing = {
    ...rejected,
    raw: null,
    reject: { reason: 'request-failed', message: 'No answer.', gate: null, line: null, text: null, measures: {} },
  };
  expect(finished([failed])).toContain('│ (no text)\n\n│ Rejected: No answer.');
});

test('a document that is skipped says by what', () => {
  const skipped = { expression: 'words >= 50', line: 7, value: false };
  expect(finished([], skipped)).toContain('│ Skipped: `words >= 50` in line 7 is false.');
});

test('a document that no rephrasing is for is not an empty page', () => {
  expect(finished([])).toContain('None of the chosen rephrasings');
});

test.each([
  [{ kind: 'cancelled' } as const, '│ Cancelled.'],
  [{ kind: 'failed', message: 'Nobody answers at 127.0.0.1:1.' } as const, '│ Failed: Nobody answers'],
])('an end that is none keeps what was written: %o', (end, words) => {
  const shown = renderPreview(endedPreview(written(started, 'qa', 'Q: Wh'), end));
  expect(shown).toContain(words);
  expect(shown).toContain('━━ qa · not finished\n\nQ: Wh');
});

test('what comes after the end changes nothing', () => {
  const ended = endedPreview(started, { kind: 'cancelled' });
  expect(written(ended, 'qa', 'late')).toBe(ended);
  expect(endedPreview(ended, { kind: 'failed', message: 'late' })).toBe(ended);
});

test('a line of the strategy is found in what is said about a text, and not in the text', () => {
  const verdict =
    finished([rejected])
      .split('\n')
      .find((line) => line.includes('Rejected')) ?? '';
  const place = strategyLineIn(verdict);
  expect(place?.line).toBe(31);
  expect(verdict.slice(place?.start, place?.end)).toBe('line 31');
  expect(strategyLineIn('See line 31 of the poem.')).toBeNull();
});
