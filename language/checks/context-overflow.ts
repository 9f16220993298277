import type { Problem } from '../problem.ts';
import { problem } from './problem.ts';
import type { PlacedRequest } from './requests.ts';
import { rangesOf } from './conditions.ts';
import type { Worlds } from '../template/index.ts';

/**
 * Tokens of a long document by each measure that can bound it, on the low side for English: 4 tokens for 3 words are
 * usual, and 4 characters for a token.
 */
const tokensPer = { tokens: 1, words: 1.2, chars: 0.2 } as const;

/** Requests that cannot fit into the model's context, and those that do not where a document is as long as it may be. */
export function contextOverflows(requests: readonly PlacedRequest[]): readonly Problem[] {
  const told = new Set<number>();
  return requests.flatMap(({ name, model, context, answerLimit, prompt, span, longest }) => {
    if (model === undefined || context === undefined || answerLimit === undefined) return [];
    const room = `the ${context} tokens of \`${model}\``;
    const answer = answerLimit.tokens;
    // A chat template adds a token at the least.
    if (Math.max(1, prompt.least) + answer > context) {
      const place = answerLimit.span;
      if (told.has(place.start)) return [];
      told.add(place.start);
      const why =
        answer >= context
          ? `An answer of ${answer} tokens leaves no room for the prompt in`
          : `The fixed text of \`${name}\` and an answer of ${answer} tokens do not fit into`;
      return [problem('context-overflow', place, `${why} ${room}.`)];
    }
    if (!prompt.holdsText || longest === undefined) return [];
    const whole = Math.round(longest.tokens + prompt.tokens + answer);
    if (whole <= context) return [];
    const message = `With a document of ${longest.shown}, which may come here, prompt and answer need about ${whole} tokens, more than ${room}.`;
    return [{ ...problem('context-overflow', span, message), severity: 'warning' as const }];
  });
}

/** A bound of the documents that come to a rephrasing. */
export interface Longest {
  readonly shown: string;
  readonly tokens: number;
}

/** The longest document that is let through, where every alternative bounds it. */
export function longestDocument(kept: Worlds): Longest | undefined {
  const ranges = rangesOf('document');
  const perWorld = kept.map((world) => {
    const bounds = Object.entries(tokensPer).flatMap(([name, each]) => {
      const high = (world.get(name) ?? ranges(name))?.high ?? Infinity;
      return high === Infinity ? [] : [{ shown: `${high} ${name}`, tokens: high * each }];
    });
    return bounds.toSorted((a, b) => a.tokens - b.tokens)[0];
  });
  if (perWorld.some((bound) => bound === undefined)) return undefined;
  return perWorld.filter((bound) => bound !== undefined).toSorted((a, b) => b.tokens - a.tokens)[0];
}
