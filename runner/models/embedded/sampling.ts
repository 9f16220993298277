import type { Sampling } from '#language';
import type { EvaluateOptions, Token } from './llama-library.ts';

/** Tokens that a penalty on repetition looks back on, as llama.cpp does by default. */
const penalizedTokens = 64;

/**
 * A strategy's sampling in the engine's names. What the strategy leaves open is as vLLM has it: temperature 1 and
 * nothing cut off. The penalties look at the last {@link penalizedTokens} tokens of the answer and not at the prompt,
 * since a rephrasing has to use its source's words.
 *
 * @param generated the tokens of the answer so far; read again at every step
 */
export function toEvaluateOptions(sampling: Sampling, seed: number, generated: readonly Token[]): EvaluateOptions {
  const penalty = sampling.repetition_penalty ?? 1;
  const frequencyPenalty = sampling.frequency_penalty ?? 0;
  const presencePenalty = sampling.presence_penalty ?? 0;
  const penalizes = penalty !== 1 || frequencyPenalty !== 0 || presencePenalty !== 0;
  return {
    temperature: sampling.temperature ?? 1,
    topP: sampling.top_p ?? 1,
    // vLLM takes -1 for all tokens, llama.cpp 0.
    topK: Math.max(0, sampling.top_k ?? 0),
    minP: sampling.min_p ?? 0,
    seed,
    ...(penalizes
      ? {
          repeatPenalty: {
            punishTokens: () => generated.slice(-penalizedTokens),
            maxPunishTokens: penalizedTokens,
            penalty,
            frequencyPenalty,
            presencePenalty,
          },
        }
      : {}),
  };
}
