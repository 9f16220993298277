import type { Pool, Waiting } from './wire/pool.ts';
import type { ReplyHead } from './wire/reply-head.ts';
import { WireError } from './wire/reply-head.ts';
import type { WireRequest } from './wire/wire.ts';

/** What came back, with its body still on its way. */
export interface Reply {
  readonly status: number;
  header(name: string): string | undefined;
  /** The whole body; once, and not beside `chunks`. */
  text(): Promise<string>;
  chunks(): AsyncIterable<Uint8Array>;
}

/** A request that was sent. */
export interface Sent {
  /** Resolves with the head of the reply. */
  readonly reply: Promise<Reply>;
  /** Ends it and closes its socket, and what waits for it rejects; nothing happens where all of the reply has come. */
  abort(): void;
}

export function send(pool: Pool, request: WireRequest): Sent {
  return new Sending(pool, request);
}

/** A request, its reply and the body of that in one object: there are thousands of them a second. */
class Sending implements Sent, Waiting, Reply {
  readonly reply: Promise<Reply>;
  readonly #takeBack: () => void;
  #resolve: (reply: Reply) => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;
  #head: ReplyHead | null = null;
  /** The body, where it came in one piece. */
  #whole: string | null = null;
  #pieces: Buffer[] = [];
  /** Whether the body is read piece by piece, as it comes. */
  #inPieces = false;
  #isOver = false;
  #error: Error | null = null;
  #wake: () => void = () => undefined;

  constructor(pool: Pool, request: WireRequest) {
    this.reply = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#takeBack = pool.send(request, this);
  }

  get status(): number {
    return this.#head?.status ?? 0;
  }

  header(name: string): string | undefined {
    return this.#head?.header(name);
  }

  async text(): Promise<string> {
    while (!this.#isOver) await this.#more();
    if (this.#error) throw this.#error;
    const text = this.#whole ?? Buffer.concat(this.#pieces).toString('utf8');
    return text.startsWith('\u{feff}') ? text.slice(1) : text;
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    this.#inPieces = true;
    if (this.#whole !== null) yield Buffer.from(this.#whole);
    for (;;) {
      const taken = this.#pieces;
      this.#pieces = [];
      yield* taken;
      if (this.#pieces.length > 0) continue;
      if (this.#error) throw this.#error;
      if (this.#isOver) return;
      await this.#more();
    }
  }

  abort(): void {
    if (this.#isOver) return;
    this.#takeBack();
    this.broken(new WireError('it was given up'));
  }

  head(head: ReplyHead): void {
    this.#head = head;
    this.#resolve(this);
  }

  body(bytes: Buffer, from: number, to: number, isLast: boolean): void {
    if (isLast && !this.#inPieces && this.#pieces.length === 0) this.#whole = bytes.toString('utf8', from, to);
    else if (to > from) this.#pieces.push(Buffer.from(bytes.subarray(from, to)));
    if (isLast) this.#isOver = true;
    this.#wake();
  }

  broken(error: Error): void {
    this.#error = error;
    this.#isOver = true;
    this.#reject(error);
    this.#wake();
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
