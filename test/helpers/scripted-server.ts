import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived. */
export interface ReceivedRequest {
  /** Place in the order of arrival, from 0. */
  readonly index: number;
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The client's port, which tells its connections apart. */
  readonly connection: number | undefined;
  /** Resolves when the client has closed the connection before an answer was complete. */
  readonly abandoned: Promise<void>;
}

/** What the server does with a request. */
export type ScriptedReply = (response: ServerResponse, request: ReceivedRequest) => void;

export interface ScriptedServer {
  /** `http://127.0.0.1:PORT`, without a path. */
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  /** Resolves with the n-th request, from 0, as soon as it has arrived whole. */
  arrival(index: number): Promise<ReceivedRequest>;
  close(): Promise<void>;
}

/** A server that answers on loopback as it is told, request by request. Close it, or use it with `await using`. */
export async function startScriptedServer(
  script: (request: ReceivedRequest) => ScriptedReply,
): Promise<ScriptedServer & AsyncDisposable> {
  const requests: ReceivedRequest[] = [];
  const waiting: { readonly index: number; readonly resolve: (request: ReceivedRequest) => void }[] = [];
  const server = createServer({ keepAliveTimeout: 60_000 }, (incoming, response) => {
    const abandoned = new Promise<void>((resolve) => {
      response.on('close', () => (response.writableFinished ? undefined : resolve()));
    });
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const request: ReceivedRequest = {
        index: requests.length,
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: incoming.headers,
        body: Buffer.concat(parts).toString('utf8'),
        connection: incoming.socket.remotePort,
        abandoned,
      };
      requests.push(request);
      for (const { index, resolve } of waiting) if (index === request.index) resolve(request);
      script(request)(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    arrival: (index) =>
      new Promise((resolve) => {
        const arrived = requests[index];
        if (arrived === undefined) waiting.push({ index, resolve });
        else resolve(arrived);
      }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Any status, body and headers. */
export function replies(
  status: number,
  body: string | object = '',
  headers: Readonly<Record<string, string>> = {},
): ScriptedReply {
  return (response) => {
    const json = typeof body !== 'string';
    response.writeHead(status, { ...(json ? { 'content-type': 'application/json' } : {}), ...headers });
    response.end(json ? JSON.stringify(body) : body);
  };
}

/** A whole chat completion. */
export function says(text: string | null, finishReason: string | null = 'stop'): ScriptedReply {
  return replies(200, {
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: finishReason }],
    usage: { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 },
  });
}

/** Server-sent events, written to the socket in exactly these chunks; the connection is cut where `cut` is true. */
export function streams(chunks: readonly (string | Uint8Array)[], cut = false): ScriptedReply {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const next = (index: number): void => {
      const chunk = chunks[index];
      if (chunk === undefined) {
        if (cut) response.destroy();
        else response.end();
        return;
      }
      // The next chunk waits until this one has left, so that the client sees the same borders.
      response.write(chunk, () => setImmediate(next, index + 1));
    };
    next(0);
  };
}

/** A chunk of a streamed completion, as one event. */
export function event(text: string, finishReason: string | null = null): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: text }, finish_reason: finishReason }] })}\n\n`;
}

/** Begins an answer, and resets the connection in the middle of it. */
export function breaksOff(status: number, half: string, headers: Readonly<Record<string, string>> = {}): ScriptedReply {
  return (response) => {
    response.writeHead(status, headers);
    response.write(half, () => response.destroy());
  };
}

/** Resets the connection without a word. */
export const resets: ScriptedReply = (response) => {
  response.destroy();
};

/** Never answers. */
export const stalls: ScriptedReply = () => undefined;
