import { type BodyEnd, readHead, type ReplyHead, WireError } from './reply-head.ts';

/** Who is told of a reply as it comes. */
export interface ReplySink {
  head(head: ReplyHead): void;
  /**
   * A further piece of the body, empty where nothing is left but its end.
   * @param bytes memory that holds it from `from` to `to` for the time of the call only
   */
  body(bytes: Buffer, from: number, to: number, isLast: boolean): void;
}

/** Reads the replies of one connection, one after the other, from bytes that may be cut anywhere. */
export interface ReplyReader {
  /** A request was sent: its reply is for this sink. */
  begin(sink: ReplySink): void;
  /**
   * Reads what came; false where more came than belongs to the reply.
   * @throws WireError where it is no HTTP/1.1
   */
  read(bytes: Buffer, size: number): boolean;
  /** Nothing more of the reply is told to anybody. */
  forget(): void;
  /** The connection was closed; whether that is the end of the reply. */
  ended(): boolean;
  /** Whether a reply is expected or on its way. */
  readonly isReading: boolean;
  /** The head of the last reply. */
  readonly head: ReplyHead | null;
}

/** Heads beyond it are none of a server of this interface. */
const mostHeadBytes = 256 * 1024;

const lineEnd = Buffer.from('\r\n');
const headEnd = Buffer.from('\r\n\r\n');
const nothing = Buffer.alloc(0);

type State = 'idle' | 'head' | 'length' | 'close' | 'chunk-size' | 'chunk' | 'chunk-end' | 'trailer';

export function createReplyReader(): ReplyReader {
  let state: State = 'idle';
  let sink: ReplySink | null = null;
  let head: ReplyHead | null = null;
  /** The beginning of a head or of a line, whose end has not come. */
  let rest: Buffer = nothing;
  /** Bytes that are left of the body or of the chunk. */
  let left = 0;

  function read(bytes: Buffer, size: number): boolean {
    let at = 0;
    while (at < size) {
      switch (state) {
        case 'idle':
          return false;
        case 'length':
        case 'chunk': {
          const to = Math.min(size, at + left);
          left -= to - at;
          const from = at;
          at = to;
          if (state === 'length') {
            if (left === 0) finish(bytes, from, to);
            else sink?.body(bytes, from, to, false);
          } else {
            if (left === 0) state = 'chunk-end';
            sink?.body(bytes, from, to, false);
          }
          break;
        }
        case 'close':
          sink?.body(bytes, at, size, false);
          return true;
        default: {
          const next = readText(bytes, at, size);
          if (next < 0) return true;
          at = next;
        }
      }
    }
    return true;
  }

  /** Reads a head or a line that ends somewhere from `at` on; what is behind it, or −1 where its end has not come. */
  function readText(bytes: Buffer, at: number, size: number): number {
    const end = state === 'head' ? headEnd : lineEnd;
    if (rest.length === 0) {
      const found = bytes.subarray(at, size).indexOf(end);
      if (found >= 0) {
        took(bytes.toString('latin1', at, at + found));
        return at + found + end.length;
      }
    }
    const before = rest.length;
    rest = Buffer.concat([rest, bytes.subarray(at, size)]);
    const found = rest.indexOf(end, Math.max(0, before - end.length));
    if (found < 0) {
      if (rest.length > mostHeadBytes) throw new WireError('the head of its reply has no end');
      return -1;
    }
    const text = rest.toString('latin1', 0, found);
    rest = nothing;
    took(text);
    return at + found + end.length - before;
  }

  function took(text: string): void {
    if (state === 'head') return tookHead(readHead(text));
    if (state === 'chunk-size') return tookSize(text);
    if (state === 'chunk-end') {
      if (text !== '') throw new WireError('a chunk of its reply is longer than it says');
      state = 'chunk-size';
    } else if (text === '') finish(nothing, 0, 0);
  }

  function tookSize(text: string): void {
    const [, digits] = /^([\da-f]{1,12})\s*(?:;|$)/i.exec(text) ?? [];
    if (digits === undefined) throw new WireError('a chunk of its reply has no size');
    left = Number.parseInt(digits, 16);
    state = left === 0 ? 'trailer' : 'chunk';
  }

  function tookHead(read: ReplyHead): void {
    if (read.status < 200) {
      // A word in between, as `100 Continue`; the reply itself comes behind it.
      if (read.status === 101) throw new WireError('it wants to speak another protocol');
      return;
    }
    head = read;
    const { body } = read;
    state = stateOf(body);
    sink?.head(read);
    if (body.kind !== 'length') return;
    left = body.bytes;
    if (left === 0) finish(nothing, 0, 0);
  }

  function finish(bytes: Buffer, from: number, to: number): void {
    const done = sink;
    sink = null;
    state = 'idle';
    done?.body(bytes, from, to, true);
  }

  return {
    begin(next) {
      sink = next;
      state = 'head';
    },
    read,
    forget() {
      sink = null;
    },
    ended() {
      if (state !== 'close') return state === 'idle';
      finish(nothing, 0, 0);
      return true;
    },
    get isReading() {
      return state !== 'idle';
    },
    get head() {
      return head;
    },
  };
}

function stateOf(body: BodyEnd): State {
  return body.kind === 'chunked' ? 'chunk-size' : body.kind;
}
