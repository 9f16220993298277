import { canonicalJson, type Rephraser, type RephraserAnswer, sha256 } from '#engine';
import { createRecent, type Recent } from './recent.ts';

/** Answers that models gave in this service, by all that they hang on. Failures are never kept. */
export type Answers = Recent<RephraserAnswer>;

/** Answers that are kept: some megabytes. */
const keptAnswers = 500;

export function createAnswers(): Answers {
  return createRecent(keptAnswers);
}

/**
 * The rephraser, but that a request which was answered before has the same answer at once, and nobody is asked. Cleaning,
 * measures and gates come after it, and are always done anew.
 *
 * @param place where the model is: what else an answer hangs on besides the request and the model's name
 */
export function remembering(rephraser: Rephraser, place: string, answers: Answers): Rephraser {
  return {
    ...rephraser,
    async rephrase(request, options) {
      options.signal.throwIfAborted();
      const { messages, sampling, seed } = request;
      const key = sha256(canonicalJson([place, rephraser.label, messages, sampling, seed]));
      const known = answers.get(key);
      if (known === undefined) {
        const answer = await rephraser.rephrase(request, options);
        answers.set(key, answer);
        return answer;
      }
      options.onText?.(known.text);
      return known;
    },
  };
}
