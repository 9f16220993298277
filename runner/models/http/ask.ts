import { type RephraseOptions, type RephraserAnswer, RephraserError, type RephraserRequest } from '#engine';
import { parseJson } from '../json.ts';
import { readCompletion, readPart, toAnswer } from './answer.ts';
import { chatBody, prefillOf } from './body.ts';
import type { HttpConnection } from './connection.ts';
import { eventData } from './event-stream.ts';
import { demandSuccess, exchange } from './exchange.ts';
import { failureOfBody } from './failure.ts';
import type { Reply } from './send.ts';
import type { Server } from './server.ts';

/** A server that says nothing for so long is spoken of, again and again. */
const silentMs = 10_000;

/** Asks one server for one rephrasing: a whole answer, or a stream where the text is wanted as it comes. */
export function ask(
  connection: HttpConnection,
  server: Server,
  modelId: string,
  request: RephraserRequest,
  { signal, onText, onState }: RephraseOptions,
): Promise<RephraserAnswer> {
  const silence = onState === undefined ? null : watchSilence(server, onState);
  const heard =
    onText &&
    ((text: string): void => {
      silence?.end();
      onText(text);
    });
  const asked = exchange(connection, server, {
    method: 'POST',
    path: server.address.chatPath,
    body: chatBody(modelId, request, onText !== undefined),
    signal,
    read: readerOf(connection, server, prefillOf(request), heard),
  });
  return silence === null ? asked : asked.finally(silence.end);
}

/** What reads the reply; made apart from the request, which need not stay until then. */
function readerOf(
  connection: HttpConnection,
  server: Server,
  prefill: string,
  onText: RephraseOptions['onText'],
): (reply: Reply) => Promise<RephraserAnswer> {
  return (reply) => readReply(reply, connection, server, prefill, onText);
}

/** Says how long nothing has come, until the first text does; somebody who watches wants to know whether anything goes on. */
function watchSilence({ address }: Server, onState: (state: string) => void): { readonly end: () => void } {
  const { host } = new URL(address.shown);
  let silentS = 0;
  const timer = setInterval(() => {
    silentS += silentMs / 1000;
    onState(`no word from ${host} for ${silentS} s`);
  }, silentMs);
  return { end: () => clearInterval(timer) };
}

async function readReply(
  reply: Reply,
  connection: HttpConnection,
  server: Server,
  prefill: string,
  onText: RephraseOptions['onText'],
): Promise<RephraserAnswer> {
  const asked = server.address.shown;
  if (reply.status !== 200) await demandSuccess(reply, connection, server);
  const streams = reply.header('content-type')?.includes('text/event-stream') ?? false;
  const jsonOf = (text: string): unknown => parsed(text, connection, asked);
  if (onText !== undefined && streams) {
    return readStream(reply, asked, jsonOf, onText).catch((error: unknown) => {
      throw withoutKeys(error, connection);
    });
  }
  const body = await reply.text();
  try {
    const answer = readCompletion(jsonOf(body), asked, prefill);
    onText?.(answer.text);
    return answer;
  } catch (error) {
    throw withoutKeys(error, connection);
  }
}

async function readStream(
  reply: Reply,
  asked: string,
  jsonOf: (text: string) => unknown,
  onText: (text: string) => void,
): Promise<RephraserAnswer> {
  let text: string | null = null;
  let finishReason: string | null = null;
  let inputTokens: number | null = null;
  let outputTokens: number | null = null;
  let ended = false;
  for await (const data of eventData(reply.chunks())) {
    ended = data.trim() === '[DONE]';
    if (ended) break;
    const part = readPart(jsonOf(data), asked);
    if (part.text !== null) {
      text = (text ?? '') + part.text;
      if (part.text !== '') onText(part.text);
    }
    finishReason = part.finishReason ?? finishReason;
    inputTokens = part.inputTokens ?? inputTokens;
    outputTokens = part.outputTokens ?? outputTokens;
  }
  if (!ended && finishReason === null) {
    throw new RephraserError('retry', `${asked} ended its answer in the middle. The server's own log may say why.`, {
      status: 200,
    });
  }
  return toAnswer(text, { finishReason, inputTokens, outputTokens }, asked);
}

function parsed(body: string, { redact }: HttpConnection, asked: string): unknown {
  const json = parseJson(body);
  if (json !== undefined) return json;
  // Before anything is cut: half a key would not be found any more.
  throw failureOfBody(redact(body), asked);
}

/** What was thrown, with keys taken out of its message. */
function withoutKeys(error: unknown, { redact }: HttpConnection): unknown {
  if (!(error instanceof RephraserError)) return error;
  const { kind, status, retryAfterMs, cause } = error;
  return new RephraserError(kind, redact(error.message), {
    ...(status === null ? {} : { status }),
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
    cause,
  });
}
