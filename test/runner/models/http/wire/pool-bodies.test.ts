import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { echoes, reply, startRawServer } from './raw-server.ts';
import { ask, poolOf } from './told.ts';

/** Texts of several megabytes are compared by their digests, so that a failure can be read. */
const digest = (text: string): string => `${text.length} ${createHash('sha256').update(text).digest('hex')}`;

const texts: readonly string[] = [
  'plain',
  'Grüße aus Zürich',
  'ÿ',
  '😀',
  '数据、データ',
  'e\u0301 and \u00e9',
  'a line\r\n\r\nand another',
  '\u0000\u0007\u007f\u0080\u00ff',
  '\ufeffa mark at the beginning',
];

describe('a body that is not ASCII', () => {
  it.each(texts)('goes and comes whole: %j', async (text) => {
    await using server = await startRawServer(echoes);
    using pool = poolOf(server.origin);
    const asked = ask(pool, text);
    expect(await asked.whole).toBe(text);
    expect(server.requests[0]?.body).toBe(text);
    expect(server.requests[0]?.head).toContain(`\r\ncontent-length: ${Buffer.byteLength(text)}`);
    expect(await ask(pool, `${text}${text}`).whole).toBe(`${text}${text}`);
    expect(server.connections).toHaveLength(1);
  });

  it('comes whole although it was cut in the middle of a character', async () => {
    const text = 'ä😀字';
    const bytes = Buffer.from(text);
    const whole = Buffer.from(reply(text));
    const beforeBody = whole.length - bytes.length;
    await using server = await startRawServer(({ socket, body }) => {
      socket.write(whole.subarray(0, beforeBody + Number(body)));
    });
    using pool = poolOf(server.origin);
    for (let cut = 1; cut < bytes.length; cut++) {
      const asked = ask(pool, `${cut}`);
      // The rest is sent only when the beginning has been read.
      await asked.bytesCame(cut);
      expect(asked.told).not.toContain('end');
      server.connections[0]?.socket.write(bytes.subarray(cut));
      expect(await asked.whole).toBe(text);
    }
    expect(server.connections).toHaveLength(1);
  });
});

describe('a body of several megabytes', () => {
  const ascii = '0123456789abcdef'.repeat(300_000);
  const mixed = 'Grüße 😀 aus 数据; '.repeat(200_000);

  it.each([
    ['of ASCII', ascii],
    ['of all kinds of characters', mixed],
  ])('%s goes and comes whole', async (_name, text) => {
    await using server = await startRawServer(echoes);
    using pool = poolOf(server.origin, { connections: 2 });
    const all = [text, `${text}!`, `?${text}`].map((body) => ({ body, asked: ask(pool, body) }));
    for (const { body, asked } of all) expect(digest(await asked.whole)).toBe(digest(body));
    expect(new Set(server.requests.map(({ body }) => digest(body)))).toEqual(
      new Set(all.map(({ body }) => digest(body))),
    );
    expect(server.connections).toHaveLength(2);
  });

  it('comes whole in chunks', async () => {
    const pieces = Array.from({ length: 64 }, (_none, index) => `${index} ä😀`.repeat(5_000));
    const chunks = pieces.map((piece) => `${Buffer.byteLength(piece).toString(16)}\r\n${piece}\r\n`).join('');
    await using server = await startRawServer(({ socket }) => {
      socket.write(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`);
    });
    using pool = poolOf(server.origin);
    for (const body of ['first', 'second']) expect(digest(await ask(pool, body).whole)).toBe(digest(pieces.join('')));
    expect(server.connections).toHaveLength(1);
  });
});

it('replies that come at the same time over several connections are kept apart', async () => {
  await using server = await startRawServer(echoes);
  using pool = poolOf(server.origin, { connections: 8 });
  const bodies = Array.from({ length: 64 }, (_none, index) => `${index} ä😀 `.repeat(5_000));
  const came = await Promise.all(bodies.map((body) => ask(pool, body).whole));
  expect(came.map(digest)).toEqual(bodies.map(digest));
});

describe('a body without a length', () => {
  it.each([
    ['', ['200', 'end']],
    ['Grüße', ['200', 'body Grüße', 'end']],
  ])('ends with its connection: %j', async (text, told) => {
    await using server = await startRawServer((request) => {
      if (request.connection === 0) request.socket.end(`HTTP/1.1 200 OK\r\nx: y\r\n\r\n${text}`);
      else echoes(request);
    });
    using pool = poolOf(server.origin);
    const [first, second] = [ask(pool, 'first'), ask(pool, 'second')];
    expect(await first.whole).toBe(text);
    expect(first.told).toEqual(told);
    expect(await second.whole).toBe('second');
    expect(server.connections).toHaveLength(2);
  });

  it('comes as it is written', async () => {
    await using server = await startRawServer(({ socket }) => socket.write('HTTP/1.1 200 OK\r\nx: y\r\n\r\none '));
    using pool = poolOf(server.origin);
    const asked = ask(pool, '');
    await asked.bytesCame(4);
    server.connections[0]?.socket.write('two ');
    await asked.bytesCame(8);
    expect(asked.told).toEqual(['200', 'body one two ']);
    server.connections[0]?.socket.end('three');
    expect(await asked.whole).toBe('one two three');
  });
});
