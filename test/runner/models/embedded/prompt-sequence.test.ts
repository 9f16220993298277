import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LlamaSequence } from '../../../../runner/models/embedded/llama-library.ts';
import { openPromptSequence, sliceTokens } from '../../../../runner/models/embedded/prompt-sequence.ts';

/**
 * An engine that remembers, for every token, with how many others it was read in one go: what the result of the real
 * one depends on. `cuts` is whether it can forget an end alone.
 */
function engine({ cuts = true } = {}): LlamaSequence & { readonly reads: readonly string[]; total: number } {
  let tokens: number[] = [];
  let reads: string[] = [];
  const read = (slice: readonly number[]): void => {
    const start = tokens.length;
    tokens.push(...slice);
    reads.push(...slice.map((token) => `${token}@${start}+${slice.length}`));
  };
  return {
    total: 0,
    get reads() {
      return reads;
    },
    get contextTokens() {
      return tokens;
    },
    get nextTokenIndex() {
      return tokens.length;
    },
    clearHistory() {
      tokens = [];
      reads = [];
      return Promise.resolve();
    },
    eraseContextTokenRanges([range]) {
      const kept = cuts ? (range?.start ?? 0) : 0;
      tokens = tokens.slice(0, kept);
      reads = reads.slice(0, kept);
      return Promise.resolve();
    },
    evaluateWithoutGeneratingNewTokens(slice) {
      this.total += slice.length;
      read(slice);
      return Promise.resolve();
    },
    async *evaluate(last) {
      read(last);
      // It counts on, so that a longer prompt of the same kind shares what it has generated.
      for (;;) {
        const token = tokens.length;
        yield token;
        read([token]);
      }
    },
  };
}

const calm = new AbortController().signal;
const options = { temperature: 0, topP: 1, topK: 0, minP: 0, seed: 1 };
const prompt = (length: number, from = 0): number[] => Array.from({ length }, (_, index) => from + index);

async function generate(sequence: ReturnType<typeof openPromptSequence>, last: number, count: number): Promise<void> {
  let seen = 0;
  for await (const _ of sequence.evaluate(last, options)) if (++seen > count) break;
}

describe('a sequence', () => {
  it('reads a prompt as if nothing had been there before, whatever was', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ shared: fc.nat(700), length: fc.constantFrom(0, 0, 1, 300), generated: fc.nat(200) }), {
          minLength: 2,
        }),
        fc.boolean(),
        async (requests, cuts) => {
          const used = engine({ cuts });
          const sequence = openPromptSequence(used);
          for (const { shared, length, generated } of requests) {
            const tokens = [...prompt(shared), ...prompt(length, 5000)];
            await sequence.read(tokens, calm);
            const fresh = engine();
            await openPromptSequence(fresh).read(tokens, calm);
            expect(used.reads).toEqual(fresh.reads);
            await generate(sequence, tokens.length, generated);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('does not read whole slices again', async () => {
    const used = engine();
    const sequence = openPromptSequence(used);
    await sequence.read([...prompt(300), 7777], calm);
    const before = used.total;
    await sequence.read([...prompt(300), 8888, 9999], calm);
    expect(used.total - before).toBe(302 - 2 * sliceTokens);
  });

  it('looks at the signal between slices', async () => {
    const controller = new AbortController();
    const used = engine();
    const { evaluateWithoutGeneratingNewTokens } = used;
    const reason = new Error('Enough.');
    used.evaluateWithoutGeneratingNewTokens = function evaluate(slice) {
      if (used.nextTokenIndex > 0) controller.abort(reason);
      return evaluateWithoutGeneratingNewTokens.call(used, slice);
    };
    await expect(openPromptSequence(used).read(prompt(1000), controller.signal)).rejects.toBe(reason);
    expect(used.nextTokenIndex).toBe(2 * sliceTokens);
  });
});
