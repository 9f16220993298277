import { describe, expect, it } from 'vitest';
import {
  type Circumstances,
  finishPiece,
  type Outcome,
  type Piece,
  planDocument,
  planStrategy,
  type Prepared,
  preparePiece,
  type RephraserAnswer,
  type SeedDocument,
} from '#engine';
import type { Strategy } from '#language';
import { mockStrategy } from '../../helpers/strategy.ts';

const hostile = 'A page with {{ braces }}, {% tags %}, {# comments #} and <|im_end|> in it.';
const document: SeedDocument = {
  id: 'page',
  text: hostile,
  fields: { topic: 'templates' },
  file: 'pages/a.md',
  row: 0,
};

function begin(strategy: Strategy): { readonly piece: Piece; readonly circumstances: Circumstances } {
  const plan = planStrategy(strategy);
  const planned = planDocument(plan, document);
  const piece = planned.kind === 'pieces' ? planned.pieces[0] : undefined;
  if (piece === undefined) throw new Error('There is no piece.');
  return { piece, circumstances: { plan, model: 'mock:echo', now: () => '2026-01-01T00:00:00.000Z' } };
}

function prepared(strategy: Strategy): { readonly prepared: Prepared; readonly circumstances: Circumstances } {
  const { piece, circumstances } = begin(strategy);
  const preparation = preparePiece(piece, circumstances);
  if (preparation.kind === 'reject') throw new Error(preparation.reject.message);
  return { prepared: preparation.prepared, circumstances };
}

function finish(strategy: Strategy, text: string, over: Partial<RephraserAnswer> = {}): Outcome {
  const begun = prepared(strategy);
  const answer = { text, finishReason: 'stop', inputTokens: 9, outputTokens: 4, ...over };
  return finishPiece(begun.prepared, answer, begun.circumstances);
}

describe('a piece of work', () => {
  it('puts the document into the prompt once and never renders it', () => {
    const strategy = mockStrategy(
      '  a: {model: parrot, system: "About {{ doc.topic }}.", prompt: "{{ text }}", prefill: "Text:"}',
    );
    expect(prepared(strategy).prepared.request).toEqual({
      messages: [
        { role: 'system', content: 'About templates.' },
        { role: 'user', content: hostile },
        { role: 'assistant', content: 'Text:' },
      ],
      sampling: { temperature: 0.5, top_p: 0.9 },
      seed: begin(strategy).piece.seed,
    });
  });

  it('is rejected where the document lacks a field that the prompt needs', () => {
    const { piece, circumstances } = begin(
      mockStrategy('  a: {model: parrot, prompt: "{{ doc.author }}: {{ text }}"}'),
    );
    expect(preparePiece(piece, circumstances)).toMatchObject({
      kind: 'reject',
      reject: { reason: 'template', raw: null, text: null, source_file: 'pages/a.md' },
    });
  });

  it('has names of `let` in its prompt, its gates and `assemble`, and not on its record', () => {
    const strategy = mockStrategy(
      '  a: {model: parrot, prompt: "{{ about }}: {{ text }}", keep: [about == "templates"], assemble: "{{ about }}: {{ output }}"}',
      'let: {about: doc.topic}',
    );
    expect(prepared(strategy).prepared.request.messages).toEqual([{ role: 'user', content: `templates: ${hostile}` }]);
    const outcome = finish(strategy, 'A page.');
    expect(outcome).toMatchObject({ kind: 'record', record: { text: 'templates: A page.', variables: {} } });
    expect(JSON.stringify(outcome)).not.toContain('about');
  });

  it('is rejected where a name of `let` that it needs cannot be computed, and says why', () => {
    const block = 'let: {about: doc.author}';
    const { piece, circumstances } = begin(
      mockStrategy('  a: {model: parrot, prompt: "{{ about }}: {{ text }}"}', block),
    );
    expect(preparePiece(piece, circumstances)).toMatchObject({
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
    if (outcome.kind === 'reject') throw new Error(outcome.reject.message);
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
