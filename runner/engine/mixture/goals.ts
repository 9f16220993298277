import type { Mix } from '#language';

/**
 * Tokens of the synthetic part at which a run need take no further documents: what `mix.tokens` leaves to it. Null where
 * the run ends with its documents. Tokens are estimated, as the measure `tokens` does.
 */
export function syntheticGoal({ natural, tokens }: Pick<Mix, 'natural' | 'tokens'>): number | null {
  if (natural === 1) return 0;
  return tokens === null ? null : tokens * (1 - (natural ?? 0));
}

/**
 * The fewest natural tokens that, together with so many synthetic ones, are the share `mix.natural`; where all is natural,
 * `mix.tokens`, which the checker asks for then.
 */
export function naturalGoal({ natural, tokens }: Pick<Mix, 'natural' | 'tokens'>, syntheticTokens: number): number {
  if (natural === null) return 0;
  if (natural === 1) return tokens ?? Number.POSITIVE_INFINITY;
  if (syntheticTokens === 0) return 0;
  let goal = Math.max(0, Math.ceil((syntheticTokens * natural) / (1 - natural)) - 1);
  // The division may have rounded down; what counts is the share as everybody computes it.
  while (goal / (goal + syntheticTokens) < natural) goal++;
  return goal;
}
