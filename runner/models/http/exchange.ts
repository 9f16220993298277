import { EventEmitter } from 'node:events';
import { RephraserError } from '#engine';
import type { HttpConnection } from './connection.ts';
import { failureOfConnection, failureOfStatus, retryAfterMs, wordsOf } from './failure.ts';
import type { Server } from './server.ts';

/** What came back, with its body still on its way. */
export interface Reply {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  /** The whole body; once, and not beside `chunks`. */
  readonly text: () => Promise<string>;
  readonly chunks: AsyncIterable<Uint8Array>;
}

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
export async function exchange<T>(connection: HttpConnection, server: Server, asked: Exchange<T>): Promise<T> {
  asked.signal.throwIfAborted();
  // Lighter than a signal of its own for every request; the client takes either.
  const end = new EventEmitter();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    end.emit('abort');
  }, connection.timeoutMs);
  const release = connection.aborts.watch(asked.signal, () => end.emit('abort'));
  const shown = server.address.shown;
  server.inFlight++;
  try {
    const response = await server.pool.request({
      method: asked.method,
      path: asked.path,
      headers: {
        ...connection.headers(server),
        ...(asked.contentType !== undefined && { 'content-type': asked.contentType }),
      },
      body: asked.body ?? null,
      signal: end,
    });
    server.answered = true;
    return await asked.read({
      status: response.statusCode,
      header: (name) => [response.headers[name]].flat()[0],
      text: () => response.body.text(),
      chunks: response.body,
    });
  } catch (error) {
    asked.signal.throwIfAborted();
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
  }
}

/** Lets an answer pass. @throws RephraserError for any other status than 200. */
export async function demandSuccess(reply: Reply, connection: HttpConnection, server: Server): Promise<void> {
  if (reply.status === 200) return;
  const moved = reply.header('location');
  // Before anything is cut: half a key would not be found any more.
  const said = wordsOf(connection.redact(await reply.text()));
  const words = moved === undefined ? said : `it has moved to ${moved}`;
  throw failureOfStatus({
    status: reply.status,
    words: connection.redact(words),
    asked: server.address.shown,
    retryAfterMs: retryAfterMs(reply.header, Date.now()),
  });
}
