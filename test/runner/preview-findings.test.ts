import { describe, expect, it } from 'vitest';
import { type Finding, planStrategy, type Rephraser, type SeedDocument } from '#engine';
import type { Strategy } from '#language';
import { previewDocument } from '../../runner/preview.ts';
import { mark } from '../helpers/marked.ts';
import { mockStrategy } from '../helpers/strategy.ts';

const text =
  'In 1815 it fell.\nAshes came down. There were 92 of them.\n\nMarie Curie was not there. She saw 17 of them.';
const document: SeedDocument = { id: 'page', text, fields: {}, file: 'page.md', row: 0 };

async function preview(strategy: Strategy, answer: (prompt: string) => string) {
  const rephraser: Rephraser = {
    label: 'scripted',
    concurrency: 1,
    rephrase: async ({ messages }) => ({
      text: answer(messages.at(-1)?.content ?? ''),
      finishReason: 'stop',
      inputTokens: null,
      outputTokens: null,
    }),
    dispose: async () => undefined,
  };
  const { results } = await previewDocument(document, {
    plan: planStrategy(strategy),
    rephrasers: {
      model() {
        const { parrot } = strategy.models;
        if (parrot === undefined) throw new RangeError('The strategy has a parrot.');
        return parrot;
      },
      get: async () => rephraser,
      dispose: async () => undefined,
    },
    rephrasings: [],
    signal: new AbortController().signal,
  });
  return results;
}

/** The document with what was lost of it marked. */
function lost(findings: readonly Pick<Finding, 'source'>[]): string {
  return mark(
    text,
    findings.flatMap(({ source }) => source ?? []),
  );
}

describe('a preview', () => {
  it('has findings of what is kept and of what a gate rejects', async () => {
    for (const gate of ['words > 0', 'words > 100']) {
      const strategy = mockStrategy(`  a: {model: parrot, prompt: "{{ text }}", keep: [${gate}]}`);
      const [result] = await preview(strategy, () => 'In 1816 Marie Curie was there, with 92 and 17.');
      expect(result?.record === null).toBe(gate === 'words > 100');
      expect(result?.cleaned).toBe('In 1816 Marie Curie was there, with 92 and 17.');
      expect(result?.findings).toEqual([
        {
          kind: 'number-invented',
          message: 'The number “1816” is not in the source.',
          output: { start: 3, end: 7 },
          source: null,
        },
        {
          kind: 'number-lost',
          message: 'The number “1815” of the source is not in the answer.',
          output: null,
          source: { start: 3, end: 7 },
        },
      ]);
    }
  });

  it('has none of what was not cleaned to its end', async () => {
    const strategy = mockStrategy('  a: {model: parrot, prompt: "{{ text }}", clean: [{after: "Q:"}]}');
    const [result] = await preview(strategy, () => 'In 1816.');
    expect(result?.findings).toEqual([]);
  });

  it('counts in the document where a chunk is rephrased', async () => {
    const strategy = mockStrategy('  a: {model: parrot, prompt: "{{ text }}", chunk: {by: paragraph, tokens: 20}}');
    const results = await preview(strategy, () => 'Nothing.');
    expect(results.map(({ chunk }) => chunk)).toEqual([0, 1]);
    expect(lost(results.flatMap(({ findings }) => findings))).toBe(
      text
        .replace('1815', '«1815»')
        .replace('92', '«92»')
        .replace('Marie Curie', '«Marie Curie»')
        .replace('17', '«17»'),
    );
  });

  it('counts in the document where its window, or chunks of that, are joined', async () => {
    const window = 'window: {take: second_half, of: paragraph}';
    const joined = `  a: {model: parrot, prompt: "{{ text }}", ${window}, chunk: {by: paragraph, tokens: 9}, join: " "}`;
    for (const strategy of [`  a: {model: parrot, prompt: "{{ text }}", ${window}}`, joined]) {
      const [result, ...others] = await preview(mockStrategy(strategy), () => 'Nothing.');
      expect(others).toEqual([]);
      expect(lost(result?.findings ?? [])).toBe(text.replace('92', '«92»').replace('17', '«17»'));
    }
  });
});
