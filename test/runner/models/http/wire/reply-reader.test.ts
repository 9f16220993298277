import { describe, expect, it } from 'vitest';
import { createReplyReader, type ReplyReader } from '../../../../../runner/models/http/wire/reply-reader.ts';
import { writesDown } from './told.ts';

/** Memory that several connections share: what others left in it stands behind what came. */
const received = Buffer.alloc(64 * 1024, '#');

/** What is told of the replies when they come in these pieces; each reply is asked for as soon as the one before is whole. */
function told(replies: readonly (readonly Buffer[])[], isClosed = false): readonly string[] {
  const reader = createReplyReader();
  const events: string[] = [];
  for (const pieces of replies) {
    const sink = writesDown();
    reader.begin(sink);
    const outcome = feed(reader, pieces);
    events.push(...sink.told, ...outcome);
    if (isClosed) {
      const before = sink.told.length;
      const isEnd = reader.ended();
      events.push(...sink.told.slice(before), isEnd ? 'closed' : 'broken');
    }
  }
  return events;
}

/** Reads pieces one after another; what was odd about them. */
function feed(reader: ReplyReader, pieces: readonly Buffer[]): string[] {
  for (const piece of pieces) {
    received.fill('#');
    piece.copy(received);
    try {
      if (!reader.read(received, piece.length)) return ['more than belongs'];
    } catch (error) {
      return [String(error)];
    }
  }
  return reader.isReading ? ['…'] : [];
}

/** Bytes in two pieces, cut at every place, and byte by byte. */
function cuts(bytes: Buffer): Buffer[][] {
  const inTwo = Array.from(bytes, (_byte, at) => [bytes.subarray(0, at), bytes.subarray(at)]);
  return [...inTwo, Array.from(bytes, (_byte, at) => bytes.subarray(at, at + 1))];
}

/** A head and a body, the lines of the head one by one. */
function written(lines: readonly string[], body = ''): Buffer {
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

const ok = 'HTTP/1.1 200 OK';
const chunked = [ok, 'transfer-encoding: chunked'];

const whole: readonly (readonly [name: string, reply: Buffer, events: readonly string[]])[] = [
  ['a length', written([ok, 'content-length: 5'], 'hello'), ['200', 'body hello', 'end']],
  ['a length of nothing', written([ok, 'content-length: 0']), ['200', 'end']],
  ['a length in bytes', written([ok, 'content-length: 11'], 'Grüße😀'), ['200', 'body Grüße😀', 'end']],
  ['names in any case', written([ok, 'CONTENT-Length:5', 'x-Y: z'], 'hello'), ['200', 'body hello', 'end']],
  ['spaces around a value', written([ok, 'content-length: \t 5 \t'], 'hello'), ['200', 'body hello', 'end']],
  ['line ends in the body', written([ok, 'content-length: 6'], '\r\n\r\n\r\n'), ['200', 'body \r\n\r\n\r\n', 'end']],
  ['chunks', written(chunked, '5\r\nhello\r\n7\r\n, world\r\n0\r\n\r\n'), ['200', 'body hello, world', 'end']],
  ['no chunk', written(chunked, '0\r\n\r\n'), ['200', 'end']],
  [
    'sizes in hexadecimal',
    written(chunked, 'A\r\n0123456789\r\n00b\r\n0123456789a\r\n0\r\n\r\n'),
    ['200', 'body 01234567890123456789a', 'end'],
  ],
  ['chunk extensions', written(chunked, '2;a=b;c="d"\r\nhi\r\n1 ; e\r\n!\r\n0;f\r\n\r\n'), ['200', 'body hi!', 'end']],
  ['trailers', written(chunked, '2\r\nhi\r\n0\r\nx-sum: 1\r\ny: 2\r\n\r\n'), ['200', 'body hi', 'end']],
  [
    'chunks of line ends',
    written(chunked, '4\r\n\r\n\r\n\r\n2\r\n\r\n\r\n0\r\n\r\n'),
    ['200', 'body \r\n\r\n\r\n', 'end'],
  ],
  [
    'a character in two chunks',
    Buffer.concat([
      written(chunked, '2\r\n'),
      Buffer.from('😀').subarray(0, 2),
      Buffer.from('\r\n2\r\n'),
      Buffer.from('😀').subarray(2),
      Buffer.from('\r\n0\r\n\r\n'),
    ]),
    ['200', 'body 😀', 'end'],
  ],
  [
    'another case of the coding',
    written([ok, 'Transfer-Encoding: Chunked'], '1\r\na\r\n0\r\n\r\n'),
    ['200', 'body a', 'end'],
  ],
  [
    'chunks rather than a length',
    written([...chunked, 'content-length: 3'], '1\r\na\r\n0\r\n\r\n'),
    ['200', 'body a', 'end'],
  ],
  ['204', written(['HTTP/1.1 204 No Content']), ['204', 'end']],
  ['304, whose length is that of another', written(['HTTP/1.1 304 Not Modified', 'content-length: 5']), ['304', 'end']],
  ['304 of what comes in chunks', written(['HTTP/1.1 304 Not Modified', 'transfer-encoding: chunked']), ['304', 'end']],
  [
    '100 before it',
    Buffer.concat([written(['HTTP/1.1 100 Continue']), written([ok, 'content-length: 1'], 'a')]),
    ['200', 'body a', 'end'],
  ],
  [
    'several words before it',
    Buffer.concat([
      written(['HTTP/1.1 100 Continue', 'content-length: 9']),
      written(['HTTP/1.1 103 Early Hints', 'link: </a>']),
      written(['HTTP/1.1 204 No Content']),
    ]),
    ['204', 'end'],
  ],
  ['no reason', written(['HTTP/1.1 404', 'content-length: 1'], 'a'), ['404', 'body a', 'end']],
  ['an empty reason', written(['HTTP/1.1 503 ', 'content-length: 1'], 'a'), ['503', 'body a', 'end']],
  ['HTTP/1.0', written(['HTTP/1.0 200 OK', 'content-length: 1'], 'a'), ['200', 'body a', 'end']],
];

describe('a reply is read to its end', () => {
  it.each(whole)('%s', (_name, reply, events) => {
    expect(told([[reply]])).toEqual(events);
  });

  it.each(whole)('wherever the network cuts it: %s', (_name, reply, events) => {
    for (const pieces of cuts(reply)) expect(told([pieces])).toEqual(events);
  });

  it.each(whole)('and not before: %s', (_name, reply) => {
    for (let size = 0; size < reply.length; size++) {
      const events = told([[reply.subarray(0, size)]], true);
      expect(events).not.toContain('end');
      expect(events.slice(-2)).toEqual(['…', 'broken']);
    }
  });

  it('also where several come one after another', () => {
    const replies = whole.map(([, reply]) => reply);
    const events = whole.flatMap(([, , all]) => all);
    expect(told(replies.map((reply) => [reply]))).toEqual(events);
    const longest = Math.max(...replies.map(({ length }) => length));
    for (let at = 0; at <= longest; at++) {
      expect(told(replies.map((reply) => [reply.subarray(0, at), reply.subarray(at)]))).toEqual(events);
    }
    expect(told(replies.map((reply) => Array.from(reply, (_byte, at) => reply.subarray(at, at + 1))))).toEqual(events);
  });
});

describe('a reply that ends with its connection', () => {
  const head = written([ok, 'x: y']);
  const reply = Buffer.concat([head, Buffer.from('Grüße,\r\n\r\n😀')]);

  it('is whole then', () => {
    expect(told([[reply]])).toEqual(['200', 'body Grüße,\r\n\r\n😀', '…']);
    const events = ['200', 'body Grüße,\r\n\r\n😀', '…', 'end', 'closed'];
    expect(told([[reply]], true)).toEqual(events);
    for (const pieces of cuts(reply)) expect(told([pieces], true)).toEqual(events);
  });

  it('may be empty', () => {
    expect(told([[head]], true)).toEqual(['200', '…', 'end', 'closed']);
  });

  it('needs a whole head', () => {
    for (let size = 0; size < head.length; size++) {
      expect(told([[head.subarray(0, size)]], true)).toEqual(['…', 'broken']);
    }
  });
});

it('shows the head with the first values of its fields', async () => {
  const reader = createReplyReader();
  const sink = writesDown();
  reader.begin(sink);
  expect(reader.head).toBeNull();
  feed(reader, [written(['HTTP/1.1 429 Slow Down', 'Retry-After: 7', 'X: a:b', 'x: c', 'content-length: 0'])]);
  const head = await sink.headCame;
  expect(reader.head).toBe(head);
  expect([head.status, head.header('retry-after'), head.header('x'), head.header('y')]).toEqual([
    429,
    '7',
    'a:b',
    undefined,
  ]);
});

it('tells whether a reply is expected or on its way', () => {
  const reader = createReplyReader();
  const seen = [reader.isReading];
  reader.begin(writesDown());
  seen.push(reader.isReading);
  for (const piece of ['HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n', 'a', 'b']) {
    feed(reader, [Buffer.from(piece)]);
    seen.push(reader.isReading);
  }
  expect(seen).toEqual([false, true, true, true, false]);
});

const notHttp = 'WireError: its reply is not HTTP/1.1';
const badField = 'WireError: a header of its reply is not HTTP/1.1';
const badLength = 'WireError: the content-length of its reply is no number';
const noSize = 'WireError: a chunk of its reply has no size';
const tooLong = 'WireError: a chunk of its reply is longer than it says';

const damaged: readonly (readonly [name: string, reply: Buffer, events: readonly string[]])[] = [
  ['another protocol', Buffer.from('SSH-2.0-OpenSSH_9.6\r\n\r\n'), [notHttp]],
  ['no status line', written([''], ''), [notHttp]],
  ['HTTP/2', written(['HTTP/2 200 OK']), [notHttp]],
  ['HTTP/1.2', written(['HTTP/1.2 200 OK']), [notHttp]],
  ['a short status', written(['HTTP/1.1 20 OK']), [notHttp]],
  ['a long status', written(['HTTP/1.1 2000 OK']), [notHttp]],
  ['a status from 0', written(['HTTP/1.1 099 OK']), [notHttp]],
  ['a space before the version', written([' HTTP/1.1 200 OK']), [notHttp]],
  ['a request', written(['GET / HTTP/1.1']), [notHttp]],
  ['a field without a colon', written([ok, 'content-length']), [badField]],
  ['a field without a name', written([ok, ': 5']), [badField]],
  ['a continued line', written([ok, 'x: y', ' z']), [badField]],
  ['a length in words', written([ok, 'content-length: five'], 'hello'), [badLength]],
  ['a negative length', written([ok, 'content-length: -5'], 'hello'), [badLength]],
  ['two lengths in one', written([ok, 'content-length: 5, 5'], 'hello'), [badLength]],
  ['an empty length', written([ok, 'content-length:'], 'hello'), [badLength]],
  ['a length in hexadecimal', written([ok, 'content-length: 0x5'], 'hello'), [badLength]],
  ['a length beyond all numbers', written([ok, 'content-length: 9999999999999999'], 'hello'), [badLength]],
  ['a chunk without a size', written(chunked, '\r\nhello\r\n'), ['200', noSize]],
  ['a size in words', written(chunked, 'five\r\nhello\r\n'), ['200', noSize]],
  ['a negative size', written(chunked, '-5\r\nhello\r\n'), ['200', noSize]],
  ['a size beyond all numbers', written(chunked, '1234567890abc\r\nhello\r\n'), ['200', noSize]],
  ['text behind a size', written(chunked, '5 x\r\nhello\r\n'), ['200', noSize]],
  ['a chunk that is longer than it says', written(chunked, '2\r\nhello\r\n0\r\n\r\n'), ['200', 'body he', tooLong]],
  [
    'a chunk that is shorter than it says',
    written(chunked, '8\r\nhello\r\n0\r\n\r\n'),
    ['200', 'body hello\r\n0', noSize],
  ],
  [
    'another coding',
    written([ok, 'transfer-encoding: gzip']),
    ['WireError: its reply is encoded as gzip, which was not asked for'],
  ],
  [
    'two codings',
    written([ok, 'transfer-encoding: gzip, chunked']),
    ['WireError: its reply is encoded as gzip, chunked, which was not asked for'],
  ],
  [
    'another protocol from now on',
    written(['HTTP/1.1 101 Switching Protocols', 'upgrade: websocket']),
    ['WireError: it wants to speak another protocol'],
  ],
  [
    'damage behind a word in between',
    Buffer.concat([written(['HTTP/1.1 100 Continue']), Buffer.from('hello\r\n\r\n')]),
    [notHttp],
  ],
  [
    'more than its length',
    written([ok, 'content-length: 5'], 'hello!'),
    ['200', 'body hello', 'end', 'more than belongs'],
  ],
  [
    'a body where there is none',
    written(['HTTP/1.1 204 No Content', 'content-length: 1'], 'a'),
    ['204', 'end', 'more than belongs'],
  ],
  ['more than its chunks', written(chunked, '1\r\na\r\n0\r\n\r\n\r\n'), ['200', 'body a', 'end', 'more than belongs']],
  [
    'a second reply',
    Buffer.concat([written([ok, 'content-length: 0']), written([ok, 'content-length: 0'])]),
    ['200', 'end', 'more than belongs'],
  ],
];

describe('a damaged reply is told', () => {
  it.each(damaged)('%s', (_name, reply, events) => {
    expect(told([[reply]])).toEqual(events);
  });

  it.each(damaged)('wherever the network cuts it: %s', (_name, reply, events) => {
    for (const pieces of cuts(reply)) expect(told([pieces])).toEqual(events);
  });

  it.each([
    ['a head', `${ok}\r\nx: `, []],
    ['a status line', '', []],
    ['the size of a chunk', `${chunked.join('\r\n')}\r\n\r\n1;`, ['200']],
    ['a trailer', `${chunked.join('\r\n')}\r\n\r\n0\r\nx: `, ['200']],
  ])('%s without an end', (_name, beginning, events) => {
    const piece = Buffer.alloc(received.length, 'a');
    const endless = [Buffer.from(beginning), piece, piece, piece, piece];
    expect(told([endless.slice(0, -1)])).toEqual([...events, '…']);
    expect(told([[...endless, Buffer.from('a')]])).toEqual([...events, 'WireError: the head of its reply has no end']);
  });

  it('what comes although nothing was asked', () => {
    const reader = createReplyReader();
    expect(feed(reader, [Buffer.from('H')])).toEqual(['more than belongs']);
    expect(feed(reader, [Buffer.alloc(0)])).toEqual([]);
  });
});
