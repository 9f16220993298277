import type { Problem } from '../problem.ts';
import { problem } from './problem.ts';
import type { FileRequests } from './requests.ts';

/** Models whose limit of a minute is below what a single answer may take, so that no request could ever be sent. */
export function answerRates({ requests, models }: FileRequests): readonly Problem[] {
  return models.flatMap(({ name, tokensPerMinute }) => {
    if (tokensPerMinute === undefined) return [];
    const longest = Math.max(
      0,
      ...requests.flatMap(({ steps }) =>
        steps.filter(({ model }) => model === name).map(({ answerLimit }) => answerLimit?.tokens ?? 0),
      ),
    );
    if (longest <= tokensPerMinute.value) return [];
    const message = `An answer of \`${name}\` may take ${longest} tokens, more than the ${tokensPerMinute.value} of a minute, so it could never be asked for.`;
    return [problem('out-of-range', tokensPerMinute.span, message)];
  });
}
