import { type Pool, type PoolOptions, openPool, type Waiting } from '../../../../../runner/models/http/wire/pool.ts';
import type { ReplyHead } from '../../../../../runner/models/http/wire/reply-head.ts';

/** Somebody who waits for a reply, and writes down what it is told. */
export interface Told extends Waiting {
  /** `200`, `body …`, `end`, `broken: …`, in the order in which it came; pieces of a body that follow each other are one. */
  readonly told: readonly string[];
  readonly headCame: Promise<ReplyHead>;
  /** The body, as soon as it is whole; rejects where the connection breaks. */
  readonly whole: Promise<string>;
  /** Resolves as soon as so many bytes of the body have come. */
  bytesCame(bytes: number): Promise<void>;
}

export function writesDown(): Told {
  const entries: (string | Buffer)[] = [];
  const pieces: Buffer[] = [];
  const head = later<ReplyHead>();
  const whole = later<string>();
  const expected: { readonly bytes: number; readonly resolve: () => void }[] = [];
  // What breaks is told by `told` as well, so that nobody has to wait for it.
  head.promise.catch(() => undefined);
  whole.promise.catch(() => undefined);
  const came = (): number => pieces.reduce((sum, piece) => sum + piece.length, 0);
  return {
    head(read) {
      entries.push(String(read.status));
      head.resolve(read);
    },
    body(bytes, from, to, isLast) {
      const piece = Buffer.from(bytes.subarray(from, to));
      pieces.push(piece);
      entries.push(piece);
      if (isLast) {
        entries.push('end');
        whole.resolve(Buffer.concat(pieces).toString('utf8'));
      }
      for (const { bytes: enough, resolve } of expected) if (came() >= enough) resolve();
    },
    broken(error) {
      entries.push(`broken: ${codeOf(error) ?? error.message}`);
      head.reject(error);
      whole.reject(error);
    },
    get told() {
      return inWords(entries);
    },
    headCame: head.promise,
    whole: whole.promise,
    bytesCame: (bytes) =>
      new Promise((resolve) => {
        if (came() >= bytes) resolve();
        else expected.push({ bytes, resolve });
      }),
  };
}

interface Later<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

/** A promise that somebody else settles. */
function later<T>(): Later<T> {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((settle, fail) => {
    resolve = settle;
    reject = fail;
  });
  return { promise, resolve, reject };
}

function inWords(entries: readonly (string | Buffer)[]): string[] {
  const words: string[] = [];
  let body: Buffer[] = [];
  for (const entry of [...entries, '']) {
    if (typeof entry !== 'string') {
      body.push(entry);
      continue;
    }
    const bytes = Buffer.concat(body);
    body = [];
    if (bytes.length > 0) words.push(`body ${bytes.toString('utf8')}`);
    if (entry !== '') words.push(entry);
  }
  return words;
}

export interface Asked extends Told {
  takeBack(): void;
}

/** Sends a request with a body. */
export function ask(pool: Pool, body: string): Asked {
  const told = writesDown();
  const takeBack = pool.send({ head: 'POST / HTTP/1.1\r\n', body }, told);
  return Object.assign(told, { takeBack });
}

/** A pool that closes nothing by itself while a test lasts, except as a test says. */
export function poolOf(origin: string, options: Partial<PoolOptions> = {}): Pool & Disposable {
  const pool = openPool(origin, { connections: 1, connectMs: 60_000, idleMs: 60_000, ...options });
  return { ...pool, [Symbol.dispose]: () => pool.destroy() };
}

/** The code that the system gave an error. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return String(error.code);
}
