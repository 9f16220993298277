import { describe, expect, it } from 'vitest';
import { replies, startScriptedServer } from '../../../../helpers/scripted-server.ts';
import { echoes, type RawRequest, reply, startRawServer } from './raw-server.ts';
import { ask, poolOf, writesDown } from './told.ts';

/** A server that answers each request only when it is told so, with the request's own body. */
async function startPatientServer() {
  const held: RawRequest[] = [];
  const server = await startRawServer((request) => held.push(request));
  return Object.assign(server, {
    /** Answers the request that was first to come of those that wait. */
    answerNext(): void {
      const request = held.shift();
      if (request === undefined) throw new Error('No request waits for its answer.');
      echoes(request);
    },
  });
}

describe('a request', () => {
  it('is one of HTTP/1.1', async () => {
    await using server = await startRawServer(echoes);
    using pool = poolOf(server.origin);
    const told = writesDown();
    pool.send({ head: 'POST /v1 HTTP/1.1\r\nx: y\r\n', body: 'Grüße' }, told);
    await told.whole;
    const host = `host: ${new URL(server.origin).host}`;
    expect(server.requests[0]).toMatchObject({
      head: `POST /v1 HTTP/1.1\r\nx: y\r\n${host}\r\ncontent-length: 7`,
      body: 'Grüße',
    });
    const other = writesDown();
    pool.send({ head: 'GET /v1 HTTP/1.1\r\n', body: null }, other);
    await other.whole;
    expect(server.requests[1]?.head).toBe(`GET /v1 HTTP/1.1\r\n${host}`);
    const empty = ask(pool, '');
    await empty.whole;
    expect(server.requests[2]?.head).toBe(`POST / HTTP/1.1\r\n${host}\r\ncontent-length: 0`);
  });

  it('is understood by the server of Node, and understands it', async () => {
    await using server = await startScriptedServer(({ index, body }) => {
      if (index % 3 === 0) return replies(200, body, { 'content-length': String(Buffer.byteLength(body)) });
      if (index % 3 === 1) return replies(204);
      return (response) => {
        response.write('one ');
        response.end('two');
      };
    });
    using pool = poolOf(server.url);
    const told: (readonly string[])[] = [];
    for (const body of ['a', 'b', 'c', 'd', 'e', 'f']) {
      const asked = ask(pool, body);
      await asked.whole;
      told.push(asked.told);
    }
    const chunked = ['200', 'body one two', 'end'];
    expect(told).toEqual([
      ['200', 'body a', 'end'],
      ['204', 'end'],
      chunked,
      ['200', 'body d', 'end'],
      ['204', 'end'],
      chunked,
    ]);
    expect(new Set(server.requests.map(({ connection }) => connection)).size).toBe(1);
  });
});

describe('connections', () => {
  it('are used again and again', async () => {
    await using server = await startRawServer(echoes);
    using pool = poolOf(server.origin, { connections: null });
    for (let index = 0; index < 50; index++) expect(await ask(pool, `${index}`).whole).toBe(`${index}`);
    expect(server.connections).toHaveLength(1);
  });

  it('are no more than are allowed, and the requests wait in their order', async () => {
    await using server = await startPatientServer();
    using pool = poolOf(server.origin, { connections: 3 });
    const bodies = Array.from({ length: 12 }, (_none, index) => `${index}`);
    const all = bodies.map((body) => ask(pool, body));
    for (let came = 3; came <= 12; came++) {
      await server.requestsCame(came);
      // A connection too many would have brought its request by one of these turns.
      expect(server.requests).toHaveLength(came);
      server.answerNext();
      await all[Number(server.requests[came - 3]?.body)]?.whole;
    }
    server.answerNext();
    server.answerNext();
    expect(await Promise.all(all.map(({ whole }) => whole))).toEqual(bodies);
    expect(server.requests.slice(3).map(({ body }) => body)).toEqual(bodies.slice(3));
    expect(server.connections).toHaveLength(3);
  });

  it('are as many as requests where nothing is said', async () => {
    await using server = await startPatientServer();
    using pool = poolOf(server.origin, { connections: null });
    const all = Array.from({ length: 8 }, (_none, index) => ask(pool, `${index}`));
    await server.requestsCame(8);
    expect(server.connections).toHaveLength(8);
    all.forEach(() => server.answerNext());
    await Promise.all(all.map(({ whole }) => whole));
  });

  it('that became free last are used first', async () => {
    await using server = await startPatientServer();
    using pool = poolOf(server.origin, { connections: null });
    const first = [ask(pool, 'a'), ask(pool, 'b')];
    await server.requestsCame(2);
    for (const request of server.requests) {
      server.answerNext();
      await first.find((_asked, index) => 'ab'[index] === request.body)?.whole;
    }
    const again = ask(pool, 'c');
    await server.requestsCame(3);
    expect(server.requests[2]?.connection).toBe(server.requests[1]?.connection);
    server.answerNext();
    await again.whole;
  });
});

describe('taking back', () => {
  it('sends nothing of a request that waits', async () => {
    await using server = await startPatientServer();
    using pool = poolOf(server.origin);
    const [first, second, third] = [ask(pool, 'first'), ask(pool, 'second'), ask(pool, 'third')];
    await server.requestsCame(1);
    second.takeBack();
    second.takeBack();
    server.answerNext();
    await server.requestsCame(2);
    server.answerNext();
    expect(await Promise.all([first.whole, third.whole])).toEqual(['first', 'third']);
    expect(server.requests.map(({ body, connection }) => [body, connection])).toEqual([
      ['first', 0],
      ['third', 0],
    ]);
    expect(second.told).toEqual([]);
  });

  it('sends nothing before the connection is made, which the next request takes', async () => {
    await using server = await startRawServer(echoes);
    using pool = poolOf(server.origin);
    const first = ask(pool, 'first');
    first.takeBack();
    expect(await ask(pool, 'second').whole).toBe('second');
    expect(server.requests.map(({ body }) => body)).toEqual(['second']);
    expect(first.told).toEqual([]);
  });

  it('cuts off what is on its way, and the next goes over another connection', async () => {
    await using server = await startPatientServer();
    using pool = poolOf(server.origin);
    const [first, second] = [ask(pool, 'first'), ask(pool, 'second')];
    await server.requestsCame(1);
    first.takeBack();
    await server.connections[0]?.closed;
    await server.requestsCame(2);
    expect(server.requests[1]).toMatchObject({ body: 'second', connection: 1 });
    // The answer to the first goes to a socket that is gone.
    server.answerNext();
    server.answerNext();
    expect(await second.whole).toBe('second');
    first.takeBack();
    expect(first.told).toEqual([]);
  });

  it.each([
    ['with a length', 'content-length: 9\r\n\r\nhalf'],
    ['in chunks', 'transfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n'],
    ['that ends with its connection', 'x: y\r\n\r\nhalf'],
  ])('tells nothing more of a body %s', async (_name, fields) => {
    await using server = await startRawServer(({ socket }) => socket.write(`HTTP/1.1 200 OK\r\n${fields}`));
    using pool = poolOf(server.origin);
    const asked = ask(pool, 'a');
    await asked.bytesCame(4);
    asked.takeBack();
    await server.connections[0]?.closed;
    expect(asked.told).toEqual(['200', 'body half']);
  });

  it('does nothing to what has come, nor to the next request on its connection', async () => {
    await using server = await startRawServer(echoes);
    using pool = poolOf(server.origin);
    const first = ask(pool, 'first');
    await first.whole;
    first.takeBack();
    const second = ask(pool, 'second');
    first.takeBack();
    expect(await second.whole).toBe('second');
    expect(first.told).toEqual(['200', 'body first', 'end']);
    expect(server.connections).toHaveLength(1);
  });

  it('may happen while the head is told', async () => {
    await using server = await startRawServer(echoes);
    using pool = poolOf(server.origin);
    const first = writesDown();
    const takeBack = pool.send(
      { head: 'POST / HTTP/1.1\r\n', body: 'first' },
      {
        ...first,
        head(read) {
          first.head(read);
          takeBack();
        },
      },
    );
    const second = ask(pool, 'second');
    expect(await second.whole).toBe('second');
    expect(first.told).toEqual(['200']);
  });
});

it('a reply that is asked for while another ends is no business of that', async () => {
  await using server = await startRawServer(({ socket, body }) => socket.write(reply(body.toUpperCase())));
  using pool = poolOf(server.origin);
  const first = writesDown();
  const second = writesDown();
  pool.send(
    { head: 'POST / HTTP/1.1\r\n', body: 'first' },
    {
      ...first,
      body(...piece) {
        first.body(...piece);
        pool.send({ head: 'POST / HTTP/1.1\r\n', body: 'second' }, second);
      },
    },
  );
  expect(await second.whole).toBe('SECOND');
  expect(first.told).toEqual(['200', 'body FIRST', 'end']);
  expect(server.connections).toHaveLength(1);
});
