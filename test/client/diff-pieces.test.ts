import { expect, test } from 'vitest';
import type { PreviewedDocument, PreviewedRephrasing, RenderedDocument, RenderedRequest } from '#protocol';
import { type Piece, piecesOf } from '../../client/diff/pieces.ts';
import { endedPreview, progressedPreview, startedPreview } from '../../client/preview/state.ts';

const text = 'First passage.\n\nSecond passage.';
const started = startedPreview('wrap', 'tide.md', ['qa', 'brief']);

function request(chunk: number | null): RenderedRequest {
  return { step: null, chunk, model: 'm', variables: {}, messages: [], tokens: 3, url: null, body: '', curl: null };
}

const rendered: RenderedDocument = {
  id: 'tide.md',
  file: 'tide.md',
  row: 0,
  text,
  keep: [],
  rephrasings: [
    {
      name: 'qa',
      line: 9,
      when: null,
      passages: [
        { start: 0, end: 14, tokens: 3 },
        { start: 16, end: text.length, tokens: 3 },
      ],
      requests: [request(0), request(1)],
    },
    { name: 'brief', line: 20, when: null, passages: [{ start: 0, end: text.length, tokens: 6 }], requests: [] },
  ],
};

function result(rephrasing: string, chunk: number | null, cleaned: string | null): PreviewedRephrasing {
  const common = { messages: [], findings: [], steps: [], record: {}, reject: null };
  return { rephrasing, chunk, cleaned, raw: `<think></think>${cleaned}`, ...common };
}

function finished(results: readonly PreviewedRephrasing[], more: Partial<PreviewedDocument> = {}): readonly Piece[] {
  const document: PreviewedDocument = { id: 'tide.md', file: 'tide.md', text, skipped: null, results, ...more };
  return piecesOf({ state: endedPreview(started, { kind: 'finished', document }), rendered });
}

test('before the first word there is the source, and what is waited for', () => {
  const [qa, brief] = piecesOf({ state: started, rendered });
  expect(qa).toMatchObject({ title: 'qa', source: 'First passage.', output: 'waiting …' });
  expect(brief).toMatchObject({ title: 'brief', source: text });
});

test('text that comes stands beside the passage that it is made of', () => {
  let state = progressedPreview(started, { token: 't', rephrasing: 'qa', piece: 0, state: null, text: 'One' });
  state = progressedPreview(state, { token: 't', rephrasing: 'qa', piece: 1, state: null, text: 'Two' });
  const pieces = piecesOf({ state, rendered }).slice(0, 2);
  expect(pieces.map(({ title, source, output }) => [title, source, output])).toEqual([
    ['qa 1', 'First passage.', 'One'],
    ['qa 2', 'Second passage.', 'Two'],
  ]);
});

test('a finished answer is shown after cleaning, because findings count in it', () => {
  const [first, second] = finished([result('qa', 0, 'One'), result('qa', 1, 'Two'), result('brief', null, 'Both')]);
  expect(first).toMatchObject({ title: 'qa 1', source: 'First passage.', sourceStart: 0, output: 'One' });
  expect(second).toMatchObject({ title: 'qa 2', source: 'Second passage.', sourceStart: 16, output: 'Two' });
});

test('what is joined of several passages stands beside the whole text', () => {
  const [joined] = finished([result('qa', null, 'All')]);
  expect(joined).toMatchObject({ title: 'qa', source: text, sourceStart: 0 });
});

test('passages of another text are not believed', () => {
  const document = { id: 'x', file: 'x', text: 'Other.', skipped: null, results: [result('qa', 1, 'Two')] };
  const state = endedPreview(started, { kind: 'finished', document });
  expect(piecesOf({ state, rendered })[0]).toMatchObject({ source: 'Other.', sourceStart: 0 });
});

test('a rephrasing without an answer says why', () => {
  const skipped = { expression: 'words >= 50', line: 7, value: false };
  expect(finished([], { skipped })[0]?.output).toContain('`words >= 50` in line 7 is false');
  expect(finished([], { withoutPassage: ['brief'] }).map(({ output }) => output)).toEqual([
    'qa is not for this document: its `when` says no.',
    'The document is too short: it has no passage for brief.',
  ]);
});

test('an answer without text says what came instead', () => {
  const reject = { reason: 'request-failed', message: 'Nobody answers.', gate: null, line: null, text: null };
  const none = { ...result('qa', null, null), raw: null, record: null, reject: { ...reject, measures: {} } };
  expect(finished([none])[0]?.output).toBe('(no text) Nobody answers.');
});

test.each([
  [{ kind: 'cancelled' } as const, 'Cancelled before any text came.'],
  [{ kind: 'failed', message: 'Nobody answers.' } as const, 'Failed: Nobody answers.'],
])('an end without text is a sentence, one with text keeps it: %o', (end, sentence) => {
  const half = progressedPreview(started, { token: 't', rephrasing: 'qa', piece: 0, state: null, text: 'Hal' });
  const outputs = piecesOf({ state: endedPreview(half, end), rendered }).map(({ output }) => output);
  expect(outputs).toEqual(['Hal', sentence]);
});
