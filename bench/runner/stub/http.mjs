import { createServer } from 'node:net';

const headEnd = Buffer.from('\r\n\r\n');
const nothing = Buffer.alloc(0);

/**
 * @typedef {object} Request
 * @property {string} method
 * @property {string} path
 * @property {Buffer} body
 * @property {import('node:net').Socket} socket
 * @property {(status: number, body: string, headers?: string) => void} reply lines of headers end with CR LF
 */

/**
 * As much of HTTP/1.1 as clients of the chat interface use, over bare sockets: a server that costs a fraction of the clients
 * that it measures. One request of a connection is answered at a time; bodies come with their length.
 *
 * @param {(request: Request) => void} onRequest
 */
export function createHttp(onRequest) {
  return createServer({ noDelay: true }, (socket) => {
    let rest = nothing;
    let answering = false;
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      if (!answering) next();
    });

    function next() {
      const request = requestIn(rest);
      if (request === null) return;
      rest = rest.subarray(request.sizeBytes);
      answering = true;
      const reply = (status, body, headers = '') => {
        if (socket.destroyed) return;
        const connection = request.close ? 'connection: close\r\n' : '';
        socket.write(
          `HTTP/1.1 ${status} ${status < 400 ? 'OK' : 'Refused'}\r\ncontent-type: application/json\r\n${connection}${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        );
        if (request.close) return socket.end();
        answering = false;
        if (rest.length > 0) next();
      };
      onRequest({ method: request.method, path: request.path, body: request.body, socket, reply });
    }
  });
}

/** The first request in what has come, or null where it has not all come. */
function requestIn(bytes) {
  const end = bytes.indexOf(headEnd);
  if (end < 0) return null;
  const head = bytes.latin1Slice(0, end);
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
  const start = end + headEnd.length;
  if (bytes.length < start + length) return null;
  const [method, path] = head.split(' ', 2);
  const close = /\r\nconnection: *close/i.test(head);
  return { method, path, close, body: bytes.subarray(start, start + length), sizeBytes: start + length };
}
