import type { EvaluateOptions, LlamaSequence, Token } from './llama-library.ts';

/** Tokens of a prompt that are read in one go. The engine cannot be interrupted within, so it is what a cancel waits for. */
export const sliceTokens = 128;

/** The engine's sequence, which keeps what it can of one prompt for the next. */
export interface PromptSequence {
  /** Brings the sequence to hold these tokens and no others. @throws the signal's reason between slices. */
  read(tokens: readonly Token[], signal: AbortSignal): Promise<void>;
  /** Goes on from what was read and `last`, token by token, until the model says that it is finished. */
  evaluate(last: Token, options: EvaluateOptions): AsyncGenerator<Token, void, void>;
}

/**
 * Prompts are read in slices that begin at multiples of {@link sliceTokens}, and only slices that were read whole are
 * used again. So every sum is taken over the same numbers in the same order as if nothing had been there before, and
 * what came before cannot change a single bit of the answer; reuse at any other place does change it.
 */
export function openPromptSequence(sequence: LlamaSequence): PromptSequence {
  /** Tokens at the beginning that were read in whole slices. */
  let whole = 0;
  return {
    async read(tokens, signal) {
      const kept = await keep(sequence, Math.min(whole, sharedSlices(sequence.contextTokens, tokens)));
      whole = kept;
      for (let start = kept; start < tokens.length; start += sliceTokens) {
        signal.throwIfAborted();
        const slice = tokens.slice(start, start + sliceTokens);
        await sequence.evaluateWithoutGeneratingNewTokens(slice);
        if (slice.length === sliceTokens) whole = start + sliceTokens;
      }
      signal.throwIfAborted();
    },
    evaluate: (last, options) => sequence.evaluate([last], options),
  };
}

/** Tokens in the slices that both have in common at their beginning. */
function sharedSlices(before: readonly Token[], tokens: readonly Token[]): number {
  const different = tokens.findIndex((token, index) => token !== before[index]);
  const shared = different < 0 ? tokens.length : different;
  return shared - (shared % sliceTokens);
}

/** Forgets all behind the first `count` tokens, or everything where the model's memory cannot be cut there. */
async function keep(sequence: LlamaSequence, count: number): Promise<number> {
  if (count > 0) {
    await sequence.eraseContextTokenRanges([{ start: count, end: sequence.nextTokenIndex }]);
    if (sequence.nextTokenIndex === count) return count;
  }
  await sequence.clearHistory();
  return 0;
}
