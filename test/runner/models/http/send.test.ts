import { describe, expect, it } from 'vitest';
import { type Reply, send } from '../../../../runner/models/http/send.ts';
import type { Pool, Waiting } from '../../../../runner/models/http/wire/pool.ts';
import { readHead } from '../../../../runner/models/http/wire/reply-head.ts';
import type { WireRequest } from '../../../../runner/models/http/wire/wire.ts';
import { startRawServer } from './wire/raw-server.ts';
import { poolOf } from './wire/told.ts';

const request: WireRequest = { head: 'POST / HTTP/1.1\r\n', body: 'asked' };

/** A request over no wire: what comes back is told by the test. */
function sending() {
  const asked: WireRequest[] = [];
  let waiting: Waiting | null = null;
  let takenBack = 0;
  const pool: Pool = {
    send(wireRequest, told) {
      asked.push(wireRequest);
      waiting = told;
      return () => void takenBack++;
    },
    destroy: () => undefined,
  };
  const sent = send(pool, request);
  const told = (): Waiting => {
    if (waiting === null) throw new Error('Nothing was sent.');
    return waiting;
  };
  return {
    asked,
    sent,
    takenBack: () => takenBack,
    head: (...lines: readonly string[]) => told().head(readHead(['HTTP/1.1 200 OK', ...lines].join('\r\n'))),
    /** A piece of the body, in memory that is used for something else afterwards. */
    piece(bytes: string | Uint8Array, isLast = false) {
      const piece = Buffer.from(bytes);
      const memory = Buffer.concat([Buffer.from('<'), piece, Buffer.from('>')]);
      told().body(memory, 1, 1 + piece.length, isLast);
      memory.fill('#');
    },
    broken: (words: string) => told().broken(new Error(words)),
  };
}

/** A body that comes in these pieces, the last of them with the word that nothing follows. */
async function replyOf(...pieces: readonly (string | Uint8Array)[]): Promise<Reply> {
  const { sent, head, piece } = sending();
  head();
  pieces.forEach((bytes, index) => piece(bytes, index === pieces.length - 1));
  return await sent.reply;
}

async function chunksOf(reply: Reply): Promise<string[]> {
  const chunks: string[] = [];
  for await (const chunk of reply.chunks()) chunks.push(Buffer.from(chunk).toString('latin1'));
  return chunks;
}

/** Everything that promises have set off by now has happened when it resolves. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a reply', () => {
  it('is to what was asked, and tells its status and header', async () => {
    const { asked, sent, head } = sending();
    expect(asked).toEqual([request]);
    head('Retry-After: 7');
    const reply = await sent.reply;
    expect([reply.status, reply.header('retry-after'), reply.header('x')]).toEqual([200, '7', undefined]);
  });

  it('is there before its body is', async () => {
    const { sent, head, piece } = sending();
    head();
    const text = (await sent.reply).text();
    piece('one ');
    await turn();
    piece('two', true);
    expect(await text).toBe('one two');
  });
});

describe('the text of a body', () => {
  const emoji = Buffer.from('😀');
  const mark = Buffer.from('\ufeff');

  it.each<[name: string, pieces: readonly (string | Uint8Array)[], text: string]>([
    ['nothing', [''], ''],
    ['one piece', ['Grüße'], 'Grüße'],
    ['several pieces', ['a', 'b', 'c'], 'abc'],
    ['an end of its own', ['a', 'b', ''], 'ab'],
    ['an end alone', ['abc', ''], 'abc'],
    ['a cut in a character', [emoji.subarray(0, 1), emoji.subarray(1, 3), emoji.subarray(3)], '😀'],
    ['a mark of the byte order', ['\ufeff{}'], '{}'],
    ['a mark before several pieces', ['\ufeff{', '}'], '{}'],
    ['a mark in several pieces', [mark.subarray(0, 1), mark.subarray(1), '{}'], '{}'],
    ['a mark alone', ['\ufeff'], ''],
    ['two marks, the second of which is text', ['\ufeff\ufeff{}'], '\ufeff{}'],
    ['a mark in the middle', ['{\ufeff}'], '{\ufeff}'],
    ['what is no UTF-8', [Uint8Array.of(0x61, 0xff, 0x62)], 'a\ufffdb'],
  ])('%s', async (_name, pieces, text) => {
    expect(await (await replyOf(...pieces)).text()).toBe(text);
  });

  it('is the same wherever it is waited for', async () => {
    const bytes = Buffer.from('\ufeffä😀字');
    for (let cut = 0; cut <= bytes.length; cut++) {
      const { sent, head, piece } = sending();
      head();
      const text = (await sent.reply).text();
      piece(bytes.subarray(0, cut));
      await turn();
      piece(bytes.subarray(cut), true);
      expect(await text).toBe('ä😀字');
    }
  });
});

describe('the chunks of a body', () => {
  it.each([
    ['that came whole', ['whole'], ['whole']],
    ['that came in pieces', ['one ', 'two'], ['one ', 'two']],
    ['that came with an end of its own', ['one ', 'two', ''], ['one ', 'two']],
  ])('%s before it was read', async (_name, pieces, chunks) => {
    expect(await chunksOf(await replyOf(...pieces))).toEqual(chunks);
  });

  it.each([
    ['in pieces and an end of its own', ['one ', 'two', '']],
    ['in pieces, the last of which ends it', ['one ', 'two']],
    ['in one piece', ['whole']],
    ['in nothing but an end', ['']],
  ])('that comes while it is read, %s', async (_name, pieces) => {
    const { sent, head, piece } = sending();
    head();
    const reading = chunksOf(await sent.reply);
    for (const [index, bytes] of pieces.entries()) {
      await turn();
      piece(bytes, index === pieces.length - 1);
    }
    expect((await reading).join('')).toBe(pieces.join(''));
  });

  it('come as they are, at once', async () => {
    const { sent, head, piece } = sending();
    head();
    const chunks = (await sent.reply).chunks()[Symbol.asyncIterator]();
    for (const bytes of ['one', 'two']) {
      const next = chunks.next();
      await turn();
      piece(bytes);
      expect(Buffer.from((await next).value).toString()).toBe(bytes);
    }
    piece('', true);
    expect((await chunks.next()).done).toBe(true);
  });

  it('come before the break', async () => {
    const { sent, head, piece, broken } = sending();
    head();
    piece('half');
    const reply = await sent.reply;
    broken('It broke.');
    const chunks: string[] = [];
    const reading = (async () => {
      for await (const chunk of reply.chunks()) chunks.push(Buffer.from(chunk).toString());
    })();
    await expect(reading).rejects.toThrow('It broke.');
    expect(chunks).toEqual(['half']);
  });
});

describe('a break', () => {
  it('before the head rejects the reply', async () => {
    const { sent, broken } = sending();
    broken('It broke.');
    await expect(sent.reply).rejects.toThrow('It broke.');
  });

  it('after the head rejects the text', async () => {
    const { sent, head, piece, broken } = sending();
    head();
    const text = (await sent.reply).text();
    piece('half');
    await turn();
    broken('It broke.');
    await expect(text).rejects.toThrow('It broke.');
  });

  it('before the text is asked for rejects it as well', async () => {
    const { sent, head, piece, broken } = sending();
    head();
    piece('half');
    broken('It broke.');
    const reply = await sent.reply;
    await expect(reply.text()).rejects.toThrow('It broke.');
  });
});

describe('aborting', () => {
  it('before the head takes the request back and rejects the reply', async () => {
    const { sent, takenBack } = sending();
    sent.abort();
    await expect(sent.reply).rejects.toThrow('it was given up');
    sent.abort();
    expect(takenBack()).toBe(1);
  });

  it('after the head rejects the text that is waited for', async () => {
    const { sent, head, piece, takenBack } = sending();
    head();
    const text = (await sent.reply).text();
    piece('half');
    await turn();
    sent.abort();
    await expect(text).rejects.toThrow('it was given up');
    expect(takenBack()).toBe(1);
  });

  it('after the head rejects the chunk that is waited for', async () => {
    const { sent, head, takenBack } = sending();
    head();
    const chunks = chunksOf(await sent.reply);
    await turn();
    sent.abort();
    await expect(chunks).rejects.toThrow('it was given up');
    expect(takenBack()).toBe(1);
  });

  it('does nothing where all has come', async () => {
    const { sent, head, piece, takenBack } = sending();
    head();
    piece('whole', true);
    const reply = await sent.reply;
    sent.abort();
    expect(await reply.text()).toBe('whole');
    expect(takenBack()).toBe(0);
  });

  it('does nothing where it broke', async () => {
    const { sent, broken, takenBack } = sending();
    broken('It broke.');
    sent.abort();
    await expect(sent.reply).rejects.toThrow('It broke.');
    expect(takenBack()).toBe(0);
  });
});

describe('over a wire', () => {
  const half = 'HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\nhalf';

  it('the text is whole', async () => {
    await using server = await startRawServer(({ socket }) => socket.write(`${half}half`));
    using pool = poolOf(server.origin);
    const reply = await send(pool, request).reply;
    expect(await reply.text()).toBe('halfhalf');
    expect(server.requests[0]?.body).toBe('asked');
  });

  it.each([
    ['before the head', ''],
    ['after the head', half],
    ['in a body that ends with its connection', 'HTTP/1.1 200 OK\r\nx: y\r\n\r\nhalf'],
  ])('aborting %s closes the socket', async (_name, begun) => {
    await using server = await startRawServer(({ socket }) => socket.write(begun));
    using pool = poolOf(server.origin);
    const sent = send(pool, request);
    const text = sent.reply.then((reply) => reply.text());
    await (begun === '' ? server.requestsCame(1) : sent.reply);
    sent.abort();
    await expect(text).rejects.toThrow('it was given up');
    await server.connections[0]?.closed;
  });

  it.each([
    ['with a length', half],
    ['that ends with its connection', 'HTTP/1.1 200 OK\r\nx: y\r\n\r\nhalf'],
  ])('a pool that is destroyed in the middle of a body %s rejects the text', async (_name, begun) => {
    await using server = await startRawServer(({ socket }) => socket.write(begun));
    using pool = poolOf(server.origin);
    const reply = await send(pool, request).reply;
    pool.destroy();
    await expect(reply.text()).rejects.toThrow('it was closed before the whole answer had come');
  });

  it('what is sent over a pool that was destroyed rejects', async () => {
    using pool = poolOf('http://127.0.0.1:1');
    pool.destroy();
    const sent = send(pool, request);
    await expect(sent.reply).rejects.toThrow('it is closed');
    sent.abort();
  });
});
