import { TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { echoes, reply, startRawServer } from './raw-server.ts';
import { selfSigned } from './self-signed.ts';
import { ask, poolOf } from './told.ts';

const pem = selfSigned();

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** Lets Node take a certificate that nobody vouches for, without the warning about it. */
function trustAll(): void {
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
}

it('a certificate that nobody vouches for breaks each request, and nothing is sent', async () => {
  await using server = await startRawServer(echoes, { pem });
  using pool = poolOf(server.origin);
  const both = [ask(pool, 'secret'), ask(pool, 'secret too')];
  await Promise.allSettled(both.map(({ whole }) => whole));
  expect(both.map(({ told }) => told)).toEqual([
    ['broken: DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['broken: DEPTH_ZERO_SELF_SIGNED_CERT'],
  ]);
  expect(server.requests).toEqual([]);
});

it('a server that does not encrypt is told', async () => {
  await using server = await startRawServer(echoes, {
    isReading: false,
    connected: (socket) => void socket.once('data', () => socket.end(reply('What?'))),
  });
  using pool = poolOf(server.origin.replace('http:', 'https:'));
  const asked = ask(pool, 'secret');
  await expect(asked.whole).rejects.toThrow(/wrong version number|packet length/i);
  expect(asked.told).toHaveLength(1);
});

describe('over an encrypted connection', () => {
  it('requests go one after another', async () => {
    trustAll();
    await using server = await startRawServer(echoes, { pem });
    using pool = poolOf(server.origin);
    const bodies = ['plain', 'Grüße 😀', '', 'plain'];
    for (const body of bodies) expect(await ask(pool, body).whole).toBe(body);
    expect(server.requests.map(({ body }) => body)).toEqual(bodies);
    expect(server.requests[0]?.head).toContain(`\r\nhost: ${new URL(server.origin).host}\r\n`);
    expect(server.connections).toHaveLength(1);
  });

  it('bodies of several megabytes go and come whole, also beside each other', async () => {
    trustAll();
    await using server = await startRawServer(echoes, { pem });
    using pool = poolOf(server.origin, { connections: 3 });
    const bodies = ['ä', '😀', 'a', 'ß'].map((text) => text.repeat(1_000_000));
    const came = await Promise.all(bodies.map((body) => ask(pool, body).whole));
    // Of texts that are as long a difference could not be read.
    expect(came.map((text, index) => text === bodies[index])).toEqual(bodies.map(() => true));
    expect(server.connections).toHaveLength(3);
  });

  it('a body without a length ends with it', async () => {
    trustAll();
    await using server = await startRawServer(({ socket }) => socket.end('HTTP/1.1 200 OK\r\nx: y\r\n\r\nthe end'), {
      pem,
    });
    using pool = poolOf(server.origin);
    expect(await Promise.all(['a', 'b'].map((body) => ask(pool, body).whole))).toEqual(['the end', 'the end']);
    expect(server.connections).toHaveLength(2);
  });

  it('taking back closes it, and what breaks is told', async () => {
    trustAll();
    await using server = await startRawServer(({ socket }) => socket.write(reply('half').slice(0, -2)), { pem });
    using pool = poolOf(server.origin);
    const [first, second] = [ask(pool, 'a'), ask(pool, 'b')];
    await first.bytesCame(2);
    first.takeBack();
    await server.connections[0]?.closed;
    await second.bytesCame(2);
    server.connections[1]?.socket.end();
    await expect(second.whole).rejects.toThrow('it was closed before the whole answer had come');
    expect(first.told).toEqual(['200', 'body ha']);
  });

  it('the next connection goes on with the session of the last', async () => {
    trustAll();
    const reused: boolean[] = [];
    await using server = await startRawServer(({ socket, body }) => socket.write(reply(body, 'connection: close')), {
      pem,
      connected: (socket) => reused.push(socket instanceof TLSSocket && socket.isSessionReused()),
    });
    using pool = poolOf(server.origin);
    for (const body of ['a', 'b', 'c']) expect(await ask(pool, body).whole).toBe(body);
    expect(reused).toEqual([false, true, true]);
  });
});
