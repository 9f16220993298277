import { RephraserError } from '#engine';
import type { HttpConnection } from './connection.ts';
import { failureOfConnection, failureOfStatus, retryAfterMs, wordsOf } from './failure.ts';
import { type Reply, type Sent, send } from './send.ts';
import type { Server } from './server.ts';

export interface Exchange<T> {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  /** Of the body; JSON where it is absent. */
  readonly contentType?: string;
  readonly signal: AbortSignal;
  /** Reads the reply. What it throws that is no RephraserError counts as a broken connection. */
  readonly read: (reply: Reply) => Promise<T>;
}

/**
 * One request and what is read of its reply, under one deadline.
 * @throws RephraserError for what the world did; the signal's reason when aborted, after the socket is closed.
 */
export function exchange<T>(connection: HttpConnection, server: Server, asked: Exchange<T>): Promise<T> {
  const { signal, read, body = null } = asked;
  if (signal.aborted) return Promise.reject(signal.reason);
  const sent = send(server.pool, { head: connection.head(server, asked), body });
  // What was sent is not held on to while the answer is waited for.
  return answerOf(connection, server, sent, signal, read);
}

async function answerOf<T>(
  connection: HttpConnection,
  server: Server,
  sent: Sent,
  signal: AbortSignal,
  read: Exchange<T>['read'],
): Promise<T> {
  const { shown } = server.address;
  server.inFlight++;
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    sent.abort();
  }, connection.timeoutMs);
  const release = connection.aborts.watch(signal, () => sent.abort());
  try {
    const reply = await sent.reply;
    server.answered = true;
    return await read(reply);
  } catch (error) {
    signal.throwIfAborted();
    if (timedOut) {
      const seconds = connection.timeoutMs / 1000;
      throw new RephraserError('retry', `${shown} gave no whole answer within ${seconds} s (limits.timeout).`, {
        cause: error,
      });
    }
    if (error instanceof RephraserError) throw error;
    throw failureOfConnection(error, shown, server.answered);
  } finally {
    server.inFlight--;
    clearTimeout(timer);
    release();
    // Of an answer that was read to its end before its connection was, nothing more is wanted.
    sent.abort();
  }
}

/** Lets an answer pass. @throws RephraserError for any other status than 200. */
export async function demandSuccess(
  reply: Pick<Reply, 'status' | 'header' | 'text'>,
  connection: HttpConnection,
  server: Server,
): Promise<void> {
  if (reply.status === 200) return;
  const moved = reply.header('location');
  // Before anything is cut: half a key would not be found any more.
  const said = wordsOf(connection.redact(await reply.text()));
  const words = moved === undefined ? said : `it has moved to ${moved}`;
  throw failureOfStatus({
    status: reply.status,
    words: connection.redact(words),
    asked: server.address.shown,
    retryAfterMs: retryAfterMs((name) => reply.header(name), Date.now()),
  });
}
