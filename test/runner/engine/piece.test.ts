import { describe, expect, it } from 'vitest';
import type { Outcome, RephraserAnswer, RephraserRequest } from '#engine';
import type { Strategy } from '#language';
import { mockStrategy } from '../../helpers/strategy.ts';
import { doFirst, documentOf } from './helpers/answering.ts';

const hostile = 'A page with {{ braces }}, {% tags %}, {# comments #} and <|im_end|> in it.';
const document = documentOf(hostile);

function finish(strategy: Strategy, text: string, over: Partial<RephraserAnswer> = {}): Outcome {
  const [outcome, further] = doFirst(strategy, document, () => ({ text, ...over })).outcomes;
  if (outcome === undefined || further !== undefined) throw new Error('One outcome is expected.');
  return outcome;
}

function requested(strategy: Strategy): RephraserRequest | undefined {
  return doFirst(strategy, document, () => 'An answer.').requests[0];
}

function unasked(strategy: Strategy): Outcome | undefined {
  const { outcomes, requests } = doFirst(strategy, document, () => 'An answer.');
  expect(requests).toEqual([]);
  return outcomes[0];
}

describe('a piece of work', () => {
  it('puts the document into the prompt once and never renders it', () => {
    const strategy = mockStrategy(
      '  a: {model: parrot, system: "About {{ doc.topic }}.", prompt: "{{ text }}", prefill: "Text:"}',
    );
    expect(requested(strategy)).toMatchObject({
      messages: [
        { role: 'system', content: 'About templates.' },
        { role: 'user', content: hostile },
        { role: 'assistant', content: 'Text:' },
      ],
      sampling: { temperature: 0.5, top_p: 0.9 },
    });
  });

  it('is rejected where the document lacks a field that the prompt needs', () => {
    const strategy = mockStrategy('  a: {model: parrot, prompt: "{{ doc.author }}: {{ text }}"}');
    expect(unasked(strategy)).toMatchObject({
      kind: 'reject',
      reject: { reason: 'template', raw: null, text: null, source_file: 'pages/a.md' },
    });
  });

  it('has names of `let` in its prompt, its gates and `assemble`, and not on its record', () => {
    const strategy = mockStrategy(
      '  a: {model: parrot, prompt: "{{ about }}: {{ text }}", keep: [about == "templates"], assemble: "{{ about }}: {{ output }}"}',
      'let: {about: doc.topic}',
    );
    expect(requested(strategy)?.messages).toEqual([{ role: 'user', content: `templates: ${hostile}` }]);
    const outcome = finish(strategy, 'A page.');
    expect(outcome).toMatchObject({ kind: 'record', record: { text: 'templates: A page.', variables: {} } });
    expect(JSON.stringify(outcome)).not.toContain('about');
  });

  it('is rejected where a name of `let` that it needs cannot be computed, and says why', () => {
    const block = 'let: {about: doc.author}';
    const strategy = mockStrategy('  a: {model: parrot, prompt: "{{ about }}: {{ text }}"}', block);
    expect(unasked(strategy)).toMatchObject({
      reject: {
        reason: 'template',
        message:
          'The prompt of a cannot be rendered for this document: `about` cannot be computed: `doc` has no field `author`.',
      },
    });
    const gated = mockStrategy('  a: {model: parrot, prompt: "{{ text }}", keep: [about == "me"]}', block);
    expect(finish(gated, 'A page.')).toMatchObject({
      reject: {
        reason: 'gate',
        message: '`about == "me"` could not be evaluated: `about` cannot be computed: `doc` has no field `author`.',
      },
    });
  });

  it('gives a record with its keys in their order', () => {
    const outcome = finish(
      mockStrategy('  a: {model: parrot, style: plain, prompt: "{{ text }}"}'),
      'A rephrased page.',
    );
    if (outcome.kind !== 'record') throw new Error('It is no record.');
    expect(Object.keys(outcome.record).join(' ')).toBe(
      'id text rephrasing style source_id source_file source_row chunk variables model prompt_hash strategy strategy_hash seed input_tokens output_tokens finish_reason measures created',
    );
    expect(outcome.record).toMatchObject({ text: 'A rephrased page.', style: 'plain', source_id: 'page', chunk: null });
  });

  it('has the prefill in its text, and the source only where `assemble` puts it', () => {
    const strategy = mockStrategy(
      '  a: {model: parrot, prompt: "{{ text }}", prefill: "Summary: ", assemble: "{{ text }}\\n\\n{{ output }}", keep: [ratio < 1]}',
    );
    const outcome = finish(strategy, 'short');
    // The gate sees the output alone; with the source in it the ratio would be above 1.
    expect(outcome).toMatchObject({ kind: 'record', record: { text: `${hostile}\n\nSummary: short` } });
  });

  it('is rejected by the first gate that fails, with gate, line, text and measures', () => {
    const outcome = finish(
      mockStrategy('  a:\n    model: parrot\n    prompt: "{{ text }}"\n    keep: [words >= 1, words >= 9]'),
      'Too short.',
    );
    expect(outcome).toMatchObject({
      kind: 'reject',
      reject: {
        reason: 'gate',
        gate: 'words >= 9',
        line: 11,
        raw: 'Too short.',
        text: 'Too short.',
        measures: { words: 2 },
      },
    });
  });

  it('is rejected where the model says nothing, or cleaning leaves nothing', () => {
    const strategy = mockStrategy('  a: {model: parrot, prompt: "{{ text }}", clean: [think, {after: "Answer:"}]}');
    expect(finish(strategy, ' \n')).toMatchObject({ reject: { reason: 'no-output' } });
    expect(finish(strategy, 'Nothing of the kind.')).toMatchObject({
      reject: { reason: 'clean', raw: 'Nothing of the kind.' },
    });
    expect(finish(strategy, '<think>hm</think>Answer: ')).toMatchObject({ reject: { reason: 'no-output', text: '' } });
  });
});
