import { expect, test } from 'vitest';
import type { PreviewedDocument, PreviewedRephrasing } from '#protocol';
import { answersIn } from '../../client/preview/answers.ts';
import { renderPreview } from '../../client/preview/render.ts';
import { endedPreview, startedPreview } from '../../client/preview/state.ts';

function result(rephrasing: string, cleaned: string | null, text: string | null): PreviewedRephrasing {
  const common = {
    messages: [{ role: 'user', content: `Prompt with ${cleaned}` }],
    findings: [],
    steps: [],
    chunk: null,
  };
  const reject = { reason: 'gate', message: 'No.', gate: null, line: null, text: cleaned, measures: {} };
  return {
    rephrasing,
    cleaned,
    raw: cleaned,
    ...common,
    record: text === null ? null : { text },
    reject: text === null ? reject : null,
  };
}

function found(results: readonly PreviewedRephrasing[]): readonly (string | null)[] {
  const document: PreviewedDocument = { id: 'a', file: 'a', text: 'T', skipped: null, results };
  const text = renderPreview(endedPreview(startedPreview('s', 'a', []), { kind: 'finished', document }));
  return answersIn(text, document).map((at, index) =>
    at === null
      ? null
      : `${text.slice(0, at).split('\n').length}: ${text.slice(at, at + (results[index]?.cleaned?.trimEnd().length ?? 0))}`,
  );
}

test('each answer is found below its own heading, also where several say the same', () => {
  expect(found([result('qa', 'Same.', 'Same.'), result('qa', 'Same.', null)])).toEqual(['5: Same.', '9: Same.']);
});

test('an answer is found amid what is put around it', () => {
  expect(found([result('qa', 'An answer.\n', 'The source.\n\nAn answer.')])).toEqual(['7: An answer.']);
});

test('an answer that is not shown as it is has no place, though its prompt would', () => {
  expect(found([result('qa', 'First.', 'Other.'), result('qa', null, 'x'), result('b', 'B.', 'B.')])).toEqual([
    null,
    null,
    expect.stringContaining('B.'),
  ]);
});
