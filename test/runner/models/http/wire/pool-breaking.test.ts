import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { echoes, reply, startRawServer } from './raw-server.ts';
import { ask, codeOf, poolOf, writesDown } from './told.ts';

/** An origin at which nobody listens any more. */
async function deserted(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

/** Why a reply did not come whole. */
const failure = (whole: Promise<string>): Promise<unknown> =>
  whole.then(
    () => null,
    (error: unknown) => error,
  );

const closed = 'broken: it was closed before the whole answer had come';

describe('a connection that cannot be made', () => {
  it.each([1, 2, null])('is told to each request that waits, with %s at a time', async (connections) => {
    using pool = poolOf(await deserted(), { connections });
    const all = Array.from({ length: 5 }, (_none, index) => ask(pool, `${index}`));
    const errors = await Promise.all(all.map(({ whole }) => failure(whole)));
    expect(errors.map(codeOf)).toEqual(all.map(() => 'ECONNREFUSED'));
    expect(all.map(({ told }) => told)).toEqual(all.map(() => ['broken: ECONNREFUSED']));
    // And it is tried again.
    expect(codeOf(await failure(ask(pool, 'again').whole))).toBe('ECONNREFUSED');
  });

  it('is not told to a request that was taken back', async () => {
    using pool = poolOf(await deserted());
    const [first, second] = [ask(pool, 'first'), ask(pool, 'second')];
    first.takeBack();
    await failure(second.whole);
    expect([first.told, second.told]).toEqual([[], ['broken: ECONNREFUSED']]);
  });

  it('is told when it takes too long', async () => {
    // The server hears the first word of the encryption, and says nothing.
    await using server = await startRawServer(echoes, { isReading: false });
    using pool = poolOf(server.origin.replace('http:', 'https:'), { connectMs: 30 });
    const both = [ask(pool, 'a'), ask(pool, 'b')];
    await Promise.all(both.map(({ whole }) => failure(whole)));
    expect(both.map(({ told }) => told)).toEqual([['broken: ETIMEDOUT'], ['broken: ETIMEDOUT']]);
    expect(String(await failure(both[0]?.whole ?? Promise.resolve('')))).toContain('0.03 s');
    for (const { socket } of server.connections) socket.resume();
    await Promise.all(server.connections.map((connection) => connection.closed));
    expect(server.connections).toHaveLength(2);
  });
});

describe('a connection that breaks', () => {
  it.each([
    ['before a reply', '', [closed]],
    ['in the middle of a head', 'HTTP/1.1 200 OK\r\nconte', [closed]],
    ['in the middle of a body', reply('123456').slice(0, -3), ['200', 'body 123', closed]],
    [
      'in the middle of a chunk',
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n6\r\n123',
      ['200', 'body 123', closed],
    ],
    [
      'before the last chunk',
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\n123\r\n',
      ['200', 'body 123', closed],
    ],
  ])('%s breaks that request, and no other', async (_name, half, told) => {
    await using server = await startRawServer((request) => {
      if (request.body === 'broken') request.socket.end(half);
      else if (request.body !== 'held') echoes(request);
    });
    using pool = poolOf(server.origin, { connections: 2 });
    const held = ask(pool, 'held');
    const [broken, next] = [ask(pool, 'broken'), ask(pool, 'next')];
    await failure(broken.whole);
    expect(broken.told).toEqual(told);
    expect(await next.whole).toBe('next');
    expect(held.told).toEqual([]);
    const request = server.requests.find(({ body }) => body === 'held');
    request?.socket.write(reply('held'));
    expect(await held.whole).toBe('held');
  });

  it.each([
    ['with a length', 'content-length: 9\r\n\r\nhalf'],
    ['in chunks', 'transfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n'],
    ['that ends with its connection', 'x: y\r\n\r\nhalf'],
  ])('by a reset in a body %s is told by its code', async (_name, fields) => {
    await using server = await startRawServer(({ socket }) => socket.write(`HTTP/1.1 200 OK\r\n${fields}`));
    using pool = poolOf(server.origin);
    const asked = ask(pool, 'a');
    await asked.bytesCame(4);
    server.connections[0]?.socket.resetAndDestroy();
    await failure(asked.whole);
    expect(asked.told).toEqual(['200', 'body half', 'broken: ECONNRESET']);
  });
});

describe('a damaged reply', () => {
  it.each([
    ['SSH-2.0-OpenSSH\r\n\r\n', ['broken: its reply is not HTTP/1.1']],
    [
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhello\r\n',
      ['200', 'body he', 'broken: a chunk of its reply is longer than it says'],
    ],
  ])('%j breaks the request and closes the connection', async (damaged, told) => {
    await using server = await startRawServer((request) => {
      if (request.body === 'damaged') request.socket.write(damaged);
      else echoes(request);
    });
    using pool = poolOf(server.origin);
    const [asked, next] = [ask(pool, 'damaged'), ask(pool, 'next')];
    await failure(asked.whole);
    await server.connections[0]?.closed;
    expect(asked.told).toEqual(told);
    expect(await next.whole).toBe('next');
  });
});

describe('destroying', () => {
  it.each([
    ['nothing of a reply', '', []],
    ['a half head', 'HTTP/1.1 200 OK\r\ncont', []],
    ['a half body with a length', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf', ['200', 'body half']],
    [
      'a half body in chunks',
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n',
      ['200', 'body half'],
    ],
    ['a half body that would end with its connection', 'HTTP/1.1 200 OK\r\nx: y\r\n\r\nhalf', ['200', 'body half']],
  ])('breaks what is on its way, where %s has come, and what waits', async (_name, half, before) => {
    await using server = await startRawServer(({ socket }) => socket.write(half));
    using pool = poolOf(server.origin);
    const [first, second] = [ask(pool, 'first'), ask(pool, 'second')];
    await server.requestsCame(1);
    if (before.length > 0) await first.bytesCame(4);
    pool.destroy();
    await Promise.all([first, second].map(({ whole }) => failure(whole)));
    await server.connections[0]?.closed;
    expect(first.told).toEqual([...before, closed]);
    expect(second.told).toEqual(['broken: it is closed']);
    expect(server.requests).toHaveLength(1);
  });

  it('closes what is idle, and breaks what is sent afterwards', async () => {
    await using server = await startRawServer(echoes);
    using pool = poolOf(server.origin);
    await ask(pool, 'a').whole;
    pool.destroy();
    await server.connections[0]?.closed;
    const late = ask(pool, 'b');
    expect(late.told).toEqual(['broken: it is closed']);
    late.takeBack();
    pool.destroy();
    expect(late.told).toHaveLength(1);
    expect(server.requests).toHaveLength(1);
  });

  it('breaks a request whose connection is still being made', async () => {
    await using server = await startRawServer(echoes);
    using pool = poolOf(server.origin);
    const told = writesDown();
    pool.send({ head: 'GET / HTTP/1.1\r\n', body: null }, told);
    pool.destroy();
    expect(told.told).toEqual(['broken: it is closed']);
    // The system may have made the connection all the same; nothing is sent over it.
    await using other = await startRawServer(echoes);
    using next = poolOf(other.origin);
    await ask(next, 'a').whole;
    expect(server.requests).toEqual([]);
    expect(told.told).toHaveLength(1);
  });
});
