import { countTokens, type Price } from '#language';
import type { Terms } from './job.ts';
import type { RephrasingRecord } from './record.ts';
import type { RephraserAnswer, RephraserRequest } from './rephraser.ts';

/** Tokens of a request: of its prompt, and of its answer. */
export interface RequestTokens {
  readonly input: number;
  readonly output: number;
}

/** What a chat template puts around a message, at the most: marks of its beginning, role and end. */
const tokensAroundMessage = 8;

/** How long an answer can be where nobody says it. */
const usualAnswer = 4_096;

/** The most that a request may cost: its prompt, estimated, and the longest answer that it lets the model give. */
export function mostTokens(
  { messages, sampling }: RephraserRequest,
  { context }: Pick<Terms, 'context'>,
): RequestTokens {
  const input = messages.reduce((sum, { content }) => sum + countTokens(content) + tokensAroundMessage, 0);
  const output = sampling.max_tokens ?? (context === null ? usualAnswer : Math.max(1, context - input));
  return { input, output };
}

/** What a request did cost, in the server’s words; where it says nothing, estimated. */
export function tokensOf(answer: RephraserAnswer, most: RequestTokens): RequestTokens {
  return { input: answer.inputTokens ?? most.input, output: answer.outputTokens ?? countTokens(answer.text) };
}

/** Dollars for tokens at a price per million. */
export function dollarsOf({ input, output }: RequestTokens, price: Price | null): number {
  return price === null ? 0 : (input * price.input + output * price.output) / 1_000_000;
}

/** Estimated tokens of a record’s text. */
export function recordTokens({ text }: Pick<RephrasingRecord, 'text'>): number {
  return countTokens(text);
}
