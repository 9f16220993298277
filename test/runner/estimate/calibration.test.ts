import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countTokens, openWork, type Plan, planDocument, planStrategy, type Rephraser, uniform } from '#engine';
import { openSources, readRows, type Source } from '#store';
import { systemClock } from '../../../runner/clock.ts';
import { estimateRun } from '../../../runner/estimate/estimate.ts';
import { usualBounds } from '../../../runner/estimate/sample-corpus.ts';
import { seededRandom } from '../../../runner/estimate/statistics.ts';
import { strategyOf } from '../../helpers/strategy.ts';
import { workspace } from '../../helpers/workspace.ts';

const text = `version: 1
strategy: calibrated
seeds: {from: documents.jsonl, keep: [doc.good >= 3]}
models:
  stub: {id: stub, base_url: "http://127.0.0.1:9/v1", price: {input: 1, output: 3}}
defaults: {model: stub}
rephrasings:
  short: {prompt: "Summarise this in one line, please: {{ text }}"}
  long:
    chunk: {by: sentence, tokens: 120}
    prompt: "Rewrite this as a dialogue between two people: {{ text }}"
`;

/** Documents whose lengths have a long tail, and that grow from the beginning of the file to its end. */
function corpus(count: number): string {
  const random = seededRandom(5);
  const lines: string[] = [];
  for (let row = 0; row < count; row++) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const sentences = Math.max(1, Math.round((3 + (4 * row) / count) * Math.exp(0.9 * normal)));
    const words = Array.from({ length: sentences }, (_, index) => `Sentence ${index} is about the page of row ${row}.`);
    lines.push(JSON.stringify({ text: words.join(' '), good: Math.floor(random() * 6) }));
  }
  return lines.join('\n');
}

/** What the stub says to a prompt: longer for longer ones, and by chance. */
function answerTokens(prompt: string): number {
  const chance = uniform(prompt);
  return Math.round((20 + 0.7 * countTokens(prompt)) * Math.exp(1.2 * (chance - 0.5)));
}

function promptTokens(prompt: string): number {
  return 12 + Math.round(1.15 * countTokens(prompt));
}

const stub: Rephraser = {
  label: 'stub',
  concurrency: 16,
  rephrase: async ({ messages }) => {
    const prompt = messages.map(({ content }) => content).join('\n');
    return {
      text: 'An answer.',
      finishReason: 'stop',
      inputTokens: promptTokens(prompt),
      outputTokens: answerTokens(prompt),
    };
  },
  dispose: async () => undefined,
};

const repetitions = 40;
const keys = ['documents', 'requests', 'input_tokens', 'output_tokens', 'dollars'] as const;
const nothing = { finished: new Set<string>(), steps: new Map<string, never>(), complete: () => false };

/** What a run of all documents costs. */
async function wholeRun(plan: Plan, sources: readonly Source[], signal: AbortSignal) {
  const sum = { documents: 0, requests: 0, input_tokens: 0, output_tokens: 0 };
  for (const source of sources) {
    for await (const row of readRows(source, { row: 0, offset: 0 }, signal)) {
      const planned = row.kind === 'bad' ? null : planDocument(plan, row.document);
      if (planned?.kind !== 'pieces') continue;
      sum.documents++;
      for (const piece of planned.pieces) {
        for (const event of openWork(piece, { plan, label: () => 'stub', now: () => '' }, nothing).begin()) {
          const prompt = (event.kind === 'ask' && event.ask.request()?.messages[0]?.content) || '';
          sum.requests++;
          sum.input_tokens += promptTokens(prompt);
          sum.output_tokens += answerTokens(prompt);
        }
      }
    }
  }
  return { ...sum, dollars: (sum.input_tokens + 3 * sum.output_tokens) / 1e6 };
}

test('of ten estimates, nine hold what a run would have cost', { timeout: 120_000 }, async () => {
  const strategy = strategyOf(text);
  const plan = planStrategy(strategy);
  const folder = await workspace();
  await writeFile(join(folder, 'documents.jsonl'), corpus(8_000));
  const sources = await openSources(['documents.jsonl'], { baseFolder: folder, textField: 'text', idField: null });
  const signal = new AbortController().signal;

  const truth = await wholeRun(plan, sources, signal);
  const model = strategy.models['stub'];
  if (model === undefined) throw new TypeError('The strategy has the model.');
  const rephrasers = { model: () => model, get: async () => stub, dispose: async () => undefined };
  const held = Object.fromEntries(keys.map((key) => [key, 0]));
  for (let seed = 0; seed < repetitions; seed++) {
    const estimate = await estimateRun({
      plan,
      sources,
      models: new Map([['stub', model]]),
      rephrasers,
      asks: true,
      workers: 1,
      clock: systemClock,
      now: () => '',
      signal,
      onState: () => undefined,
      seed,
      bounds: { ...usualBounds, bytes: 0, places: 24, mostRounds: 1 },
    });
    for (const key of keys) {
      const { low, likely, high } = estimate[key];
      expect(likely).toBeGreaterThan(low);
      expect(high).toBeGreaterThan(likely);
      // An interval that says nothing would hold everything.
      expect(high - low).toBeLessThan(0.6 * likely);
      if (low <= truth[key] && truth[key] <= high) held[key] = (held[key] ?? 0) + 1;
    }
  }
  for (const [key, count] of Object.entries(held)) {
    expect(count / repetitions, key).toBeGreaterThanOrEqual(0.9);
  }
});
