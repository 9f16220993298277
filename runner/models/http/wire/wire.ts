import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectEncrypted } from 'node:tls';
import { WireError } from './reply-head.ts';
import { createReplyReader, type ReplySink } from './reply-reader.ts';

/** A request as it goes over the wire. */
export interface WireRequest {
  /** Request line and header fields with their line ends, without `host`, `content-length` and the empty line; ASCII. */
  readonly head: string;
  readonly body: string | null;
}

/** One connection to a server. It has one request at a time, and further ones afterwards. */
export interface Wire {
  /** Sends a request; the sink is told of the reply. Only while nothing else is on its way. */
  send(request: WireRequest, sink: ReplySink): void;
  /** Whether a request may still be sent. */
  readonly isUsable: boolean;
  close(): void;
}

/** What happens to a connection. */
export interface WireEvents {
  opened(): void;
  /**
   * A reply is whole.
   * @param keepMs how long the server keeps the connection, null where it does not say, 0 where it takes nothing more
   */
  replied(keepMs: number | null): void;
  /** It is gone, and with it the reply that was on its way. `error` says why, as far as is known. */
  closed(error: Error): void;
}

/** Where a server listens, taken apart for the system. */
export interface Place {
  readonly encrypted: boolean;
  readonly host: string;
  readonly port: number;
  /** The value of the header field. */
  readonly hostField: string;
}

const cutOff = 'it was closed before the whole answer had come';

/** The system looks from time to time whether a silent server is still there. */
const keepAliveDelayMs = 60_000;

/**
 * Opens a connection.
 * @param received memory for what comes; connections of one thread share it, since each reads at once what has come
 * @param sessions the last encrypted session, which the next connection may go on with
 */
export function openWire(
  place: Place,
  connectMs: number,
  received: Buffer,
  sessions: { last: Buffer | null },
  events: WireEvents,
): Wire {
  const reader = createReplyReader();
  let failure: Error | null = null;
  const socket = connect(place, sessions, {
    buffer: received,
    callback(size) {
      took(size);
      return true;
    },
  });
  const timer = setTimeout(() => {
    socket.destroy(Object.assign(new Error(`no connection within ${connectMs / 1000} s`), { code: 'ETIMEDOUT' }));
  }, connectMs);

  function took(size: number): void {
    try {
      if (!reader.isReading) throw new WireError('it said something that it had not been asked');
      const isClean = reader.read(received, size);
      // Whoever is told of the reply may have closed the connection meanwhile.
      if (reader.isReading || socket.destroyed) return;
      // A reply that comes before all of its request is sent leaves the connection in the middle of it.
      events.replied(isClean && socket.writableLength === 0 ? (reader.head?.keepMs ?? null) : 0);
    } catch (error) {
      socket.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }

  socket.once(place.encrypted ? 'secureConnect' : 'connect', () => {
    clearTimeout(timer);
    events.opened();
  });
  socket.on('error', (error) => (failure ??= error));
  socket.once('close', () => {
    clearTimeout(timer);
    if (failure === null && reader.isReading && reader.ended()) events.replied(0);
    events.closed(failure ?? new WireError(cutOff));
  });

  return {
    send({ head, body }, sink) {
      reader.begin(sink);
      if (body === null) {
        socket.write(`${head}host: ${place.hostField}\r\n\r\n`, 'latin1');
        return;
      }
      const bytes = Buffer.byteLength(body);
      // Text of ASCII alone, which most is, need not be encoded.
      const encoding = bytes === body.length ? 'latin1' : 'utf8';
      socket.write(`${head}host: ${place.hostField}\r\ncontent-length: ${bytes}\r\n\r\n${body}`, encoding);
    },
    get isUsable() {
      return socket.writable && !socket.readableEnded;
    },
    close() {
      failure ??= new WireError(cutOff);
      reader.forget();
      socket.destroy();
    },
  };
}

function connect(
  { encrypted, host, port }: Place,
  sessions: { last: Buffer | null },
  onread: { buffer: Buffer; callback: (size: number) => boolean },
): Socket {
  const common = { host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveDelayMs, onread };
  if (!encrypted) return connectPlain(common);
  const socket = connectEncrypted({
    ...common,
    ...(isIP(host) === 0 && { servername: host }),
    ...(sessions.last !== null && { session: sessions.last }),
    ALPNProtocols: ['http/1.1'],
  });
  return socket.on('session', (session: Buffer) => (sessions.last = session));
}

/** @param origin scheme, host and port of a URL */
export function placeOf(origin: string): Place {
  const { protocol, hostname, port, host } = new URL(origin);
  const encrypted = protocol === 'https:';
  return {
    encrypted,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (encrypted ? 443 : 80) : Number(port),
    hostField: host,
  };
}
