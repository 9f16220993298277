import { type Message, RephraserError } from '#engine';
import { parseJson } from '../json.ts';
import type { HttpConnection } from './connection.ts';
import { demandSuccess, exchange } from './exchange.ts';
import type { Server } from './server.ts';

/**
 * Tokens of a prompt as its server counts them, chat template included: vLLM takes messages at `/tokenize`, llama-server a text
 * that it has put into the template itself.
 * @returns null where the server has no such interface. @throws the signal's reason when aborted
 */
export async function countedByServer(
  connection: HttpConnection,
  server: Server,
  modelId: string,
  messages: readonly Message[],
  signal: AbortSignal,
): Promise<number | null> {
  const post = (path: string, body: object): Promise<unknown> => postJson(connection, server, { path, body, signal });
  try {
    const whole = await post('/tokenize', { model: modelId, messages, add_generation_prompt: true });
    const count = numberAt(whole, 'count');
    if (count !== null) return count;
    const prompt = valueAt(await post('/apply-template', { messages }), 'prompt');
    if (typeof prompt !== 'string') return null;
    const tokens = valueAt(await post('/tokenize', { content: prompt, parse_special: true }), 'tokens');
    return Array.isArray(tokens) && tokens.length > 0 ? tokens.length : null;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof RephraserError) return null;
    throw error;
  }
}

interface Post {
  /** Beside `/v1`, where servers have what is not part of the chat interface. */
  readonly path: string;
  readonly body: object;
  readonly signal: AbortSignal;
}

function postJson(connection: HttpConnection, server: Server, { path, body, signal }: Post): Promise<unknown> {
  const [address = ''] = server.address.chatPath.split('?');
  const root = address.replace(/(?:\/v\d+[a-z\d]*)?\/chat\/completions$/, '');
  return exchange(connection, server, {
    method: 'POST',
    path: `${root}${path}`,
    body: JSON.stringify(body),
    signal,
    async read(reply) {
      await demandSuccess(reply, connection, server);
      return parseJson(await reply.text());
    },
  });
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && key in value
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

function numberAt(value: unknown, key: string): number | null {
  const found = valueAt(value, key);
  return typeof found === 'number' && Number.isFinite(found) && found > 0 ? found : null;
}
