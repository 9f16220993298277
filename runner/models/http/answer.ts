import { type RephraserAnswer, RephraserError } from '#engine';
import { countOf, elements, member, stringOf } from '../json.ts';
import { failureOfStatus } from './failure.ts';

/** What one JSON value of the chat interface says: a whole completion, or one chunk of a stream. */
export interface ChatPart {
  readonly text: string | null;
  readonly finishReason: string | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
}

/**
 * Reads a completion or a chunk.
 * @throws RephraserError where it is the server's report of a failure, which some send with status 200.
 */
export function readPart(value: unknown, asked: string): ChatPart {
  const error = member(value, 'error');
  if (error !== undefined && error !== null) throw reportedFailure(error, asked);
  const choice = elements(member(value, 'choices'))[0];
  const usage = member(value, 'usage');
  return {
    text:
      stringOf(member(member(choice, 'message'), 'content')) ??
      stringOf(member(member(choice, 'delta'), 'content')) ??
      stringOf(member(choice, 'text')),
    finishReason: stringOf(member(choice, 'finish_reason')),
    inputTokens: countOf(member(usage, 'prompt_tokens')),
    outputTokens: countOf(member(usage, 'completion_tokens')),
  };
}

/**
 * Reads a whole completion. llama.cpp repeats the prefill in front of it, though not of a streamed one; it is told by the
 * `timings` that only it gives, since a model may also repeat the prefill by itself.
 *
 * @throws RephraserError where it is no answer
 */
export function readCompletion(value: unknown, asked: string, prefill: string): RephraserAnswer {
  const part = readPart(value, asked);
  if (elements(member(value, 'choices')).length === 0) {
    throw new RephraserError('retry', `${asked} answered without an answer in it (no choices).`, { status: 200 });
  }
  const repeats = member(value, 'timings') !== undefined && part.text?.startsWith(prefill);
  return toAnswer(repeats ? (part.text?.slice(prefill.length) ?? null) : part.text, part, asked);
}

/** @throws RephraserError `piece` where the model ended without saying anything that is text. */
export function toAnswer(text: string | null, part: Omit<ChatPart, 'text'>, asked: string): RephraserAnswer {
  if (text === null) {
    const why = part.finishReason === null ? 'no reason given' : `finish_reason ${part.finishReason}`;
    throw new RephraserError('piece', `The model at ${asked} gave no text (${why}).`, { status: 200 });
  }
  return {
    text,
    finishReason: part.finishReason ?? 'unknown',
    inputTokens: part.inputTokens,
    outputTokens: part.outputTokens,
  };
}

function reportedFailure(error: unknown, asked: string): RephraserError {
  const words = stringOf(member(error, 'message')) ?? stringOf(error) ?? JSON.stringify(error);
  const code = member(error, 'code') ?? member(error, 'status');
  const status = typeof code === 'number' && code >= 400 && code <= 599 ? code : null;
  if (status !== null) return failureOfStatus({ status, words, asked, retryAfterMs: null });
  return new RephraserError('retry', `${asked} broke off with the words: ${words}`, { status: 200 });
}
