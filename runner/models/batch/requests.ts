import { createHash } from 'node:crypto';
import { type RephraserAnswer, RephraserError, type RephraserRequest } from '#engine';
import { chatBody, prefillOf } from '../http/body.ts';
import { readCompletion } from '../http/answer.ts';
import { failureOfStatus } from '../http/failure.ts';
import { member, parseJson, stringOf } from '../json.ts';

/** A request as a line of a batch. */
export interface BatchLine {
  /** What is asked, as a hash: the same request has the same id in every batch, so that an answer that came once is found again. */
  readonly id: string;
  /** With the line feed. */
  readonly text: string;
}

export function lineOf(modelId: string, request: RephraserRequest): BatchLine {
  const body = chatBody(modelId, request, false);
  const id = createHash('sha256').update(body).digest('hex').slice(0, 48);
  const head = JSON.stringify({ custom_id: id, method: 'POST', url: '/v1/chat/completions' }).slice(0, -1);
  return { id, text: `${head},"body":${body}}\n` };
}

/** The id in a line of requests or of answers; undefined in a line that is no such thing. */
export function idIn(line: string): string | undefined {
  return stringOf(member(parseJson(line), 'custom_id')) ?? undefined;
}

/**
 * The answer in a line that a batch has given back.
 * @throws RephraserError as the same answer would by itself
 */
export function answerIn(line: string, request: RephraserRequest, asked: string): RephraserAnswer {
  const value = parseJson(line);
  const response = member(value, 'response');
  const status = member(response, 'status_code');
  const body = member(response, 'body');
  if (typeof status === 'number' && status !== 200) {
    const words = stringOf(member(member(body, 'error'), 'message')) ?? '';
    throw failureOfStatus({ status, words, asked, retryAfterMs: null });
  }
  if (status === 200) return readCompletion(body, asked, prefillOf(request));
  const words = stringOf(member(member(value, 'error'), 'message')) ?? 'no answer and no reason';
  throw new RephraserError('retry', `${asked} gave back a request of a batch: ${words}`);
}
