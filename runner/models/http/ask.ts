import { type RephraseOptions, type RephraserAnswer, RephraserError, type RephraserRequest } from '#engine';
import { parseJson } from '../json.ts';
import { readCompletion, readPart, toAnswer } from './answer.ts';
import { chatBody, prefillOf } from './body.ts';
import type { HttpConnection } from './connection.ts';
import { eventData } from './event-stream.ts';
import { demandSuccess, exchange } from './exchange.ts';
import { wordsOf } from './failure.ts';
import type { Reply } from './send.ts';
import type { Server } from './server.ts';

/** Asks one server for one rephrasing: a whole answer, or a stream where the text is wanted as it comes. */
export function ask(
  connection: HttpConnection,
  server: Server,
  modelId: string,
  request: RephraserRequest,
  { signal, onText }: RephraseOptions,
): Promise<RephraserAnswer> {
  const asked = server.address.shown;
  return exchange(connection, server, {
    method: 'POST',
    path: server.address.chatPath,
    body: chatBody(modelId, request, onText !== undefined),
    signal,
    async read(reply) {
      await demandSuccess(reply, connection, server);
      const streams = reply.header('content-type')?.includes('text/event-stream') ?? false;
      if (onText !== undefined && streams) return hiding(connection, () => readStream(reply, asked, onText));
      const body = await reply.text();
      const answer = await hiding(connection, () => readCompletion(jsonOf(body, asked), asked, prefillOf(request)));
      onText?.(answer.text);
      return answer;
    },
  });
}

async function readStream(reply: Reply, asked: string, onText: (text: string) => void): Promise<RephraserAnswer> {
  let text: string | null = null;
  let finishReason: string | null = null;
  let inputTokens: number | null = null;
  let outputTokens: number | null = null;
  let ended = false;
  for await (const data of eventData(reply.chunks)) {
    ended = data.trim() === '[DONE]';
    if (ended) break;
    const part = readPart(jsonOf(data, asked), asked);
    if (part.text !== null) {
      text = (text ?? '') + part.text;
      if (part.text !== '') onText(part.text);
    }
    finishReason = part.finishReason ?? finishReason;
    inputTokens = part.inputTokens ?? inputTokens;
    outputTokens = part.outputTokens ?? outputTokens;
  }
  if (!ended && finishReason === null) {
    throw new RephraserError('retry', `${asked} ended its answer in the middle.`, { status: 200 });
  }
  return toAnswer(text, { finishReason, inputTokens, outputTokens }, asked);
}

function jsonOf(body: string, asked: string): unknown {
  const json = parseJson(body);
  if (json !== undefined) return json;
  throw new RephraserError(
    'retry',
    `${asked} answered with something that is not JSON: ${wordsOf(body) || '(nothing)'}`,
    {
      status: 200,
    },
  );
}

/** Takes keys out of the message of what is thrown. */
async function hiding<T>({ redact }: HttpConnection, action: () => T | Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof RephraserError)) throw error;
    const { kind, status, retryAfterMs, cause } = error;
    throw new RephraserError(kind, redact(error.message), {
      ...(status === null ? {} : { status }),
      ...(retryAfterMs === null ? {} : { retryAfterMs }),
      cause,
    });
  }
}
