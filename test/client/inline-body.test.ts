import { expect, test } from 'vitest';
import type { PreviewedDocument, PreviewedRephrasing } from '#protocol';
import { inlineBody } from '../../client/inline/body.ts';
import { endedPreview, progressedPreview, type PreviewState, startedPreview } from '../../client/preview/state.ts';

const strategy = 'file:///work/wrap.strategy.yaml';
const started = startedPreview('wrap', 'tide.md', ['qa']);

const result: PreviewedRephrasing = {
  rephrasing: 'qa',
  messages: [],
  raw: 'It rose.',
  cleaned: null,
  findings: [],
  chunk: null,
  steps: [],
  record: { text: 'It rose.', input_tokens: 1211, output_tokens: 58, model: 'small', measures: { ratio: 1.234 } },
  reject: null,
};

const rejected: PreviewedRephrasing = {
  ...result,
  record: null,
  reject: {
    reason: 'gate',
    message: 'There is 1 number that the source has not.',
    gate: 'numbers_invented == 0',
    line: 31,
    text: 'It rose 9 metres.',
    measures: { numbers_invented: 1 },
  },
};

function written(state: PreviewState, text: string, piece = 0): PreviewState {
  return progressedPreview(state, { token: 't', rephrasing: 'qa', piece, state: null, text });
}

function finished(results: readonly PreviewedRephrasing[], more: Partial<PreviewedDocument> = {}) {
  const document = { id: 'row-3', file: 'rows.jsonl', text: 'The tide.', skipped: null, results, ...more };
  return inlineBody(endedPreview(started, { kind: 'finished', document }), strategy);
}

test('what is waited for is said, then that text comes', () => {
  const loading = progressedPreview(started, {
    token: 't',
    rephrasing: 'qa',
    piece: null,
    state: 'loading 37 %',
    text: '',
  });
  expect(inlineBody(loading, strategy)).toEqual({
    document: 'tide.md',
    running: true,
    parts: [{ label: 'loading 37 % …', markdown: '' }],
    text: '',
  });
  expect(inlineBody(written(loading, 'It rose.'), strategy)).toMatchObject({
    parts: [{ label: 'writing …', markdown: String.raw`It rose\.` }],
    text: 'It rose.',
  });
});

test('several pieces of work stand one under the other, with their numbers', () => {
  const two = written(written(started, 'One', 0), 'Two', 1);
  expect(inlineBody(two, strategy).parts.map(({ label }) => label)).toEqual([
    'writing … · 1 of 2',
    'writing … · 2 of 2',
  ]);
  expect(finished([result, rejected]).parts.map(({ label }) => label)).toEqual([
    '✓ kept · 1 of 2',
    '✗ rejected · 2 of 2',
  ]);
  expect(finished([result, rejected]).text).toBe('It rose.\n\nIt rose 9 metres.');
});

test('what is kept shows its text, tokens and measures', () => {
  const { document, running, parts, text } = finished([result]);
  expect({ document, running, text }).toEqual({ document: 'row-3', running: false, text: 'It rose.' });
  expect(parts).toEqual([
    {
      label: '✓ kept',
      markdown: String.raw`It rose\.

*58 tokens written\, 1\,211 read\, by small*

*ratio 1\.23*`,
    },
  ]);
});

test('what is rejected says by which gate, with a link to its line, before the text', () => {
  const [part] = finished([rejected]).parts;
  expect(part?.label).toBe('✗ rejected');
  expect(part?.markdown.split('\n\n')).toEqual([
    `**Rejected by \`numbers_invented == 0\` in [line 31](${strategy}#L31):** There is 1 number that the source has not\\.`,
    String.raw`It rose 9 metres\.`,
    String.raw`*numbers\_invented 1*`,
  ]);
});

test('a document that is skipped says by which expression', () => {
  const { parts } = finished([], { skipped: { expression: 'words >= 20', line: 9, value: false } });
  expect(parts[0]?.label).toBe('✗ skipped');
  expect(parts[0]?.markdown).toBe(
    `\`words >= 20\` in [line 9](${strategy}#L9) is \`false\`. A run passes this document over.`,
  );
});

test('a document without a passage, and one that `when` excludes, say so', () => {
  expect(finished([], { withoutPassage: ['qa'] }).parts[0]?.markdown).toMatch(/too short/);
  expect(finished([]).parts[0]?.markdown).toMatch(/`when` says no/);
});

test('a message has its code as code, and nothing else of it is Markdown', () => {
  const reject = { ...rejected.reject, message: '`copied < 1` failed: *1* <b>.' } as PreviewedRephrasing['reject'];
  const [part] = finished([{ ...rejected, reject }]).parts;
  expect(part?.markdown).toContain(':** `copied < 1` failed\\: \\*1\\* &lt;b&gt;\\.');
});

test('a document without a name of its own is called by its file and row', () => {
  expect(finished([result], { id: '../documents/rows.jsonl:10' }).document).toBe('rows.jsonl:10');
});

test('a failure stands above what had come, and cancelling leaves it', () => {
  const half = written(started, 'It ro');
  const failed = inlineBody(endedPreview(half, { kind: 'failed', message: 'Nothing answers at <x>.' }), strategy);
  expect(failed.running).toBe(false);
  expect(failed.parts).toEqual([
    { label: '✗ failed', markdown: String.raw`Nothing answers at &lt;x&gt;\.` },
    { label: 'cancelled', markdown: 'It ro' },
  ]);
  const cancelled = inlineBody(endedPreview(half, { kind: 'cancelled' }), strategy);
  expect(cancelled).toMatchObject({ running: false, parts: [{ label: 'cancelled', markdown: 'It ro' }] });
});

test('a text of any length is cut where nobody reads on, and copied whole', () => {
  const long = 'x'.repeat(50_000);
  const body = inlineBody(written(started, long), strategy);
  expect(body.parts[0]?.markdown.length).toBeLessThan(13_000);
  expect(body.parts[0]?.markdown).toMatch(/Cut here/);
  expect(body.text).toBe(long);
});

test('an expression with backticks stays one piece of code', () => {
  const { parts } = finished([], { skipped: { expression: '"`" in text', line: 9, value: false } });
  expect(parts[0]?.markdown).toMatch(/^``"`" in text``/);
});
