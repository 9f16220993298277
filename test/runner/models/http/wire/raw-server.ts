import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createEncryptedServer } from 'node:tls';

/** A request as it came over a socket. */
export interface RawRequest {
  readonly head: string;
  readonly body: string;
  /** Place of its connection in the order in which they were made, from 0. */
  readonly connection: number;
  readonly socket: Socket;
}

export interface RawConnection {
  readonly socket: Socket;
  /** Resolves when it is closed. */
  readonly closed: Promise<void>;
}

export interface RawServer extends AsyncDisposable {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly requests: readonly RawRequest[];
  readonly connections: readonly RawConnection[];
  /** Resolves with the n-th connection, from 0, as soon as it is made. */
  connection(index: number): Promise<RawConnection>;
  /** Resolves as soon as so many requests have come whole. */
  requestsCame(count: number): Promise<void>;
}

export interface RawServerOptions {
  /** Key and certificate, one behind the other, of a server that encrypts. */
  readonly pem?: string;
  /** Told of a connection as soon as it is made. */
  readonly connected?: (socket: Socket) => void;
  /** Whether requests are read; otherwise `connected` does with the bytes what it likes. */
  readonly isReading?: boolean;
}

/** A server on loopback that puts bytes on its sockets as it is told, request by request. */
export async function startRawServer(
  script: (request: RawRequest) => void,
  { pem, connected, isReading = true }: RawServerOptions = {},
): Promise<RawServer> {
  const requests: RawRequest[] = [];
  const connections: RawConnection[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const expected: { readonly index: number; readonly resolve: (connection: RawConnection) => void }[] = [];

  function took(request: RawRequest): void {
    requests.push(request);
    script(request);
    for (const { count, resolve } of waiting) if (requests.length >= count) resolve();
  }

  function accept(socket: Socket): void {
    const at = connections.length;
    // A connection that breaks is what some tests are about.
    socket.on('error', () => undefined);
    const connection = { socket, closed: new Promise<void>((resolve) => socket.once('close', () => resolve())) };
    connections.push(connection);
    connected?.(socket);
    if (isReading) readRequests(socket, (head, body) => took({ head, body, connection: at, socket }));
    for (const { index, resolve } of expected) if (index === at) resolve(connection);
  }

  const sockets = new Set<Socket>();
  const server: Server =
    pem === undefined ? createServer(accept) : createEncryptedServer({ key: pem, cert: pem }, accept);
  // An encrypted server tells only of connections whose encryption is set up.
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${pem === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    requests,
    connections,
    connection: (index) =>
      new Promise((resolve) => {
        const made = connections[index];
        if (made === undefined) expected.push({ index, resolve });
        else resolve(made);
      }),
    requestsCame: (count) =>
      new Promise((resolve) => {
        if (requests.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function readRequests(socket: Socket, took: (head: string, body: string) => void): void {
  let rest = Buffer.alloc(0);
  socket.on('data', (piece: Buffer) => {
    rest = Buffer.concat([rest, piece]);
    for (;;) {
      const end = rest.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = rest.toString('latin1', 0, end);
      const to = end + 4 + Number(/^content-length: (\d+)$/m.exec(head)?.[1] ?? 0);
      if (rest.length < to) return;
      const body = rest.toString('utf8', end + 4, to);
      rest = rest.subarray(to);
      took(head, body);
    }
  });
}

/** A whole reply with a length. */
export function reply(body: string, ...fields: readonly string[]): string {
  const lines = ['HTTP/1.1 200 OK', `content-length: ${Buffer.byteLength(body)}`, ...fields];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

/** Says to every request its own body. */
export function echoes({ socket, body }: RawRequest): void {
  socket.write(reply(body));
}
