import { expect, test } from 'vitest';
import type { RenderedDocument, RenderedRephrasing, RenderedRequest } from '#protocol';
import { strategyLineIn } from '../../client/preview/render.ts';
import { renderPrompt } from '../../client/prompt/render-prompt.ts';

const request: RenderedRequest = {
  step: null,
  chunk: 0,
  model: 'rephraser',
  variables: { audience: 'a child', level: 3 },
  messages: [
    { role: 'system', content: 'Be faithful.' },
    { role: 'user', content: 'Ask about:\nThe tide.' },
  ],
  tokens: 1312,
  url: 'http://127.0.0.1:8000/v1/chat/completions',
  body: '{"model":"qwen","messages":[]}',
  curl: 'curl http://127.0.0.1:8000 -H \'Authorization: Bearer \'"$KEY"',
};

const document: RenderedDocument = { id: 'tide.md', file: 'tide.md', row: 0, text: 'T', keep: [], rephrasings: [] };

function rephrasing(requests: readonly RenderedRequest[]): RenderedRephrasing {
  const passages = [
    { start: 0, end: 1, tokens: 1 },
    { start: 1, end: 2, tokens: 1 },
  ];
  return { name: 'qa', line: 31, when: null, passages, requests };
}

function lines(requests: readonly RenderedRequest[]): readonly string[] {
  return renderPrompt('qa', { document, rephrasing: rephrasing(requests) }, undefined).text.split('\n');
}

test('a prompt shows its messages by role, its variables, what is sent, and the command', () => {
  expect(lines([request])).toEqual([
    'tide.md · qa',
    '│ 1 request · 2 passages · 1,312 tokens · written in line 31',
    '',
    '━━ system · passage 1 of 2 · 1,312 tokens · rephraser',
    '',
    '│ audience: a child',
    '│ level: 3',
    '',
    'Be faithful.',
    '',
    '━━ user',
    '',
    'Ask about:',
    'The tide.',
    '',
    '━━ request · POST http://127.0.0.1:8000/v1/chat/completions',
    '',
    '{',
    '  "model": "qwen",',
    '  "messages": []',
    '}',
    '',
    '━━ command · curl',
    '',
    request.curl,
    '',
  ]);
});

test('several requests are numbered, and what nobody reads is counted', () => {
  const text = lines([request, { ...request, chunk: 1, step: 'write' }]).join('\n');
  expect(text).toContain('━━ system · request 2 of 2 · step write · passage 2 of 2 · 1,312 tokens · rephraser');
  expect(lines(Array.from({ length: 22 }, () => request)).at(-2)).toBe(
    '│ 2 further requests are made in the same way.',
  );
});

test('a model that is no server has no address and no command', () => {
  const text = lines([{ ...request, url: null, curl: null, body: 'not JSON' }]).join('\n');
  expect(text).toContain('━━ request · as rephraser is given it\n\nnot JSON\n');
  expect(text).not.toContain('command · curl');
});

test('an error takes the place of the second line, so that nothing moves, and links to its line', () => {
  const prompt = { document, rephrasing: rephrasing([request]) };
  const good = renderPrompt('qa', prompt, undefined).text.split('\n');
  const bad = renderPrompt('qa', prompt, { message: 'Unknown key\n`stile`.', line: 12 }).text.split('\n');
  expect(bad[1]).toBe('│ ✗ line 12: Unknown key `stile`. Below is the last prompt without errors.');
  expect(strategyLineIn(bad[1] ?? '')?.line).toBe(12);
  expect(bad.toSpliced(1, 1)).toEqual(good.toSpliced(1, 1));
});

test('an error before the first prompt stands alone', () => {
  expect(renderPrompt('qa', undefined, { message: 'Nobody knows it.', line: null }).text).toBe(
    'qa\n│ ✗ Nobody knows it.\n',
  );
});

test('a document that a run would not ask about says so', () => {
  const no = { expression: 'words >= 50', line: 7, holds: false, value: false };
  const told = (keep: RenderedDocument['keep'], when: RenderedRephrasing['when'], requests = [request]): string =>
    renderPrompt('qa', { document: { ...document, keep }, rephrasing: { ...rephrasing(requests), when } }, undefined)
      .text.split('\n')
      .at(1) ?? '';
  expect(told([no], null)).toContain('skips this document: `words >= 50` in line 7');
  expect(told([], no)).toContain('does not ask for qa here: `words >= 50` in line 7');
  expect(told([], null, [])).toContain('no passage for qa');
});

test('every line belongs to its request', () => {
  const second = { ...request, chunk: 1 };
  const shown = renderPrompt('qa', { document, rephrasing: rephrasing([request, second]) }, undefined);
  const all = shown.text.split('\n');
  expect(shown.requestAt(0)).toBeUndefined();
  expect(shown.requestAt(all.indexOf('{'))).toBe(request);
  expect(shown.requestAt(all.findIndex((line) => line.includes('request 2 of 2')))).toBe(second);
  expect(shown.requestAt(all.length)).toBe(second);
});
