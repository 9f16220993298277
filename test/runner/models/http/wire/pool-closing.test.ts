import { afterEach, describe, expect, it, vi } from 'vitest';
import { echoes, type RawRequest, reply, startRawServer } from './raw-server.ts';
import { ask, poolOf } from './told.ts';

afterEach(() => vi.restoreAllMocks());

/** Says to every request its own body, and these header fields. */
const says =
  (...fields: readonly string[]) =>
  ({ socket, body }: RawRequest): void =>
    void socket.write(reply(body, ...fields));

/** Lets the pool believe that so much time has passed. */
function passes(ms: number): void {
  const nowMs = performance.now();
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs + ms);
}

describe('the next request does not fail', () => {
  it('when the server has closed an idle connection', async () => {
    await using server = await startRawServer(echoes);
    using pool = poolOf(server.origin);
    for (const body of ['a', 'b', 'c']) {
      expect(await ask(pool, body).whole).toBe(body);
      const last = server.connections.at(-1);
      last?.socket.end();
      await last?.closed;
    }
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 1, 2]);
  });

  it('when the server has reset an idle connection', async () => {
    await using server = await startRawServer(echoes);
    using pool = poolOf(server.origin, { connections: null });
    const [first, second] = [ask(pool, 'a'), ask(pool, 'b')];
    await Promise.all([first.whole, second.whole]);
    const [one, other] = server.connections;
    one?.socket.resetAndDestroy();
    other?.socket.end();
    // The end of the other is answered by the client, which has heard of the reset by then.
    await Promise.all([one?.closed, other?.closed]);
    expect(await ask(pool, 'c').whole).toBe('c');
    expect(server.connections).toHaveLength(3);
  });

  it('when the server closes a connection right behind its reply', async () => {
    await using server = await startRawServer(({ socket, body }) => socket.end(reply(body, 'connection: close')));
    using pool = poolOf(server.origin);
    const bodies = ['a', 'b', 'c', 'd'];
    expect(await Promise.all(bodies.map((body) => ask(pool, body).whole))).toEqual(bodies);
    expect(server.connections).toHaveLength(4);
  });

  it.each([
    ['connection: close', 'connection: close'],
    ['that it speaks HTTP/1.0', null],
  ])('when the server says %s, and leaves the closing to the client', async (_name, field) => {
    await using server = await startRawServer((request) => {
      if (field !== null) says(field)(request);
      else request.socket.write(reply(request.body).replace('HTTP/1.1', 'HTTP/1.0'));
    });
    using pool = poolOf(server.origin);
    const bodies = ['a', 'b', 'c'];
    expect(await Promise.all(bodies.map((body) => ask(pool, body).whole))).toEqual(bodies);
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 1, 2]);
    await Promise.all(server.connections.map(({ closed }) => closed));
  });

  it('when the server says keep-alive: timeout=1: nothing is sent once that may be over', async () => {
    await using server = await startRawServer(says('keep-alive: timeout=1'));
    using pool = poolOf(server.origin);
    expect(await ask(pool, 'a').whole).toBe('a');
    await server.connections[0]?.closed;
    expect(await ask(pool, 'b').whole).toBe('b');
    expect(server.connections).toHaveLength(2);
  });
});

it('a request that waits goes at once over a connection that is not kept for long', async () => {
  await using server = await startRawServer(says('keep-alive: timeout=1'));
  using pool = poolOf(server.origin);
  const bodies = ['a', 'b', 'c'];
  expect(await Promise.all(bodies.map((body) => ask(pool, body).whole))).toEqual(bodies);
  await server.connections[0]?.closed;
  expect(server.connections).toHaveLength(1);
});

describe('a connection that is not needed', () => {
  it('is closed', async () => {
    await using server = await startRawServer(echoes);
    using pool = poolOf(server.origin, { connections: null, idleMs: 30 });
    const bodies = ['a', 'b', 'c'];
    expect(await Promise.all(bodies.map((body) => ask(pool, body).whole))).toEqual(bodies);
    await Promise.all(server.connections.map(({ closed }) => closed));
    expect(await ask(pool, 'd').whole).toBe('d');
    expect(server.requests[3]?.connection).toBe(3);
    await server.connections[3]?.closed;
  });

  it('is closed also when it was too young the first time', async () => {
    passes(0);
    await using server = await startRawServer(echoes);
    using pool = poolOf(server.origin, { idleMs: 30 });
    await ask(pool, 'a').whole;
    const nowMs = performance.now();
    vi.spyOn(performance, 'now')
      .mockReturnValueOnce(nowMs)
      .mockReturnValue(nowMs + 1_000);
    await server.connections[0]?.closed;
    expect(server.connections).toHaveLength(1);
  });

  it('is closed although it was made for a request that was taken back', async () => {
    await using server = await startRawServer(echoes);
    using pool = poolOf(server.origin, { idleMs: 30 });
    ask(pool, 'a').takeBack();
    const connection = await server.connection(0);
    await connection.closed;
    expect(server.requests).toEqual([]);
  });

  it.each([
    ['the pool keeps it for 60 s', [], 59_999, 60_001],
    ['the server keeps it for 5 s, and a second is left to it', ['keep-alive: timeout=5'], 3_999, 4_001],
    ['the server keeps it for longer than the pool', ['keep-alive: timeout=600'], 59_999, 60_001],
  ])('is not used any longer than it may be: %s', async (_name, fields, soonMs, lateMs) => {
    // What was idle since the time that stands still is of an age that is known exactly.
    passes(0);
    await using server = await startRawServer(says(...fields));
    using pool = poolOf(server.origin, { idleMs: 60_000 });
    await ask(pool, 'a').whole;
    passes(soonMs);
    await ask(pool, 'b').whole;
    passes(lateMs);
    await ask(pool, 'c').whole;
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 0, 1]);
    await server.connections[0]?.closed;
  });
});

describe('a server that says more than it was asked', () => {
  it('loses the connection when it says so between two requests', async () => {
    await using server = await startRawServer(echoes);
    using pool = poolOf(server.origin);
    expect(await ask(pool, 'a').whole).toBe('a');
    server.connections[0]?.socket.write(reply('', 'x: unasked').replace('200 OK', '408 Request Timeout'));
    await server.connections[0]?.closed;
    const next = ask(pool, 'b');
    await next.whole;
    expect(next.told).toEqual(['200', 'body b', 'end']);
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 1]);
  });

  it('loses the connection when it says so behind a reply, which counts', async () => {
    await using server = await startRawServer(({ socket, body }) => socket.write(`${reply(body)}HTTP/1.1 200 OK\r\n`));
    using pool = poolOf(server.origin);
    const both = [ask(pool, 'a'), ask(pool, 'b')];
    await Promise.all(both.map(({ whole }) => whole));
    await server.connections[0]?.closed;
    expect(both.map(({ told }) => told)).toEqual([
      ['200', 'body a', 'end'],
      ['200', 'body b', 'end'],
    ]);
    expect(server.requests.map(({ connection }) => connection)).toEqual([0, 1]);
  });
});

it('a reply that comes before its request is sent is whole, and its connection is not used again', async () => {
  await using server = await startRawServer(echoes, {
    isReading: false,
    connected(socket) {
      socket.once('data', () => {
        socket.pause();
        socket.write(reply('too large').replace('200 OK', '413 Content Too Large'));
      });
    },
  });
  using pool = poolOf(server.origin);
  for (const index of [0, 1]) {
    const asked = ask(pool, 'x'.repeat(32 * 1024 * 1024));
    await asked.whole;
    expect(asked.told).toEqual(['413', 'body too large', 'end']);
    // Nothing is heard of the end while nothing is read.
    server.connections[index]?.socket.resume();
    await server.connections[index]?.closed;
  }
  expect(server.connections).toHaveLength(2);
});
