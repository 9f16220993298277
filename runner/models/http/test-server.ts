import type { RephraserRequest } from '#engine';
import { member, parseJson, stringOf } from '../json.ts';
import { readCompletion } from './answer.ts';
import { chatBody } from './body.ts';
import type { HttpConnection } from './connection.ts';
import { demandSuccess, exchange } from './exchange.ts';
import { failureOfBody } from './failure.ts';
import type { Server } from './server.ts';

/** What one server did with one request, for people who want to see it. */
export interface ServerTest {
  readonly request: string;
  readonly status: number | null;
  /** The body of the reply as it came, without keys. */
  readonly body: string;
  /** What went wrong, in a sentence; null where an answer came. */
  readonly failure: string | null;
  /** What the model calls itself in its answer; null where it does not say, or did not answer. */
  readonly saysItIs: string | null;
}

/** Sends a real request and keeps what was sent and what came. @throws the signal's reason when aborted */
export async function testServer(
  connection: HttpConnection,
  server: Server,
  modelId: string,
  request: RephraserRequest,
  signal: AbortSignal,
): Promise<ServerTest> {
  const sent = chatBody(modelId, request, false);
  let status: number | null = null;
  let body = '';
  let failure: string | null = null;
  let saysItIs: string | null = null;
  try {
    await exchange(connection, server, {
      method: 'POST',
      path: server.address.chatPath,
      body: sent,
      signal,
      async read(reply) {
        status = reply.status;
        body = connection.redact(await reply.text());
        const said = {
          status: reply.status,
          header: (name: string) => reply.header(name),
          text: () => Promise.resolve(body),
        };
        await demandSuccess(said, connection, server);
        const json = parseJson(body);
        if (json === undefined) throw failureOfBody(body, server.address.shown);
        readCompletion(json, server.address.shown, '');
        saysItIs = stringOf(member(json, 'model'));
      },
    });
  } catch (error) {
    signal.throwIfAborted();
    failure = error instanceof Error ? error.message : String(error);
  }
  return { request: `POST ${server.address.shown}\n${sent}`, status, body, failure, saysItIs };
}
