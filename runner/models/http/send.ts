import type { Dispatcher } from 'undici';

/** What came back, with its body still on its way. */
export interface Reply {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  /** The whole body; once, and not beside `chunks`. */
  readonly text: () => Promise<string>;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** A request that was sent. */
export interface Sent {
  /** Resolves with the head of the reply. */
  readonly reply: Promise<Reply>;
  /** Ends it and closes its socket, and what waits for it rejects; nothing happens where all of the reply has come. */
  abort(): void;
}

/**
 * Sends a request over a pool, by its innermost interface: the promises, streams and signals of the others take more time than
 * all else that is done for a rephrasing.
 */
export function send(pool: Dispatcher, options: Dispatcher.DispatchOptions): Sent {
  const body = receivedBody();
  let controller: Dispatcher.DispatchController | null = null;
  let broken: (error: Error) => void = body.broken;

  const reply = new Promise<Reply>((resolve, reject) => {
    broken = (error) => {
      reject(error);
      body.broken(error);
    };
    pool.dispatch(options, {
      onRequestStart(given) {
        controller = given;
        if (body.error !== null) given.abort(body.error);
      },
      onResponseStart(_controller, status, headers) {
        const header = (name: string): string | undefined => [headers[name]].flat()[0];
        resolve({ status, header, text: body.text, chunks: body.chunks });
      },
      onResponseData: (_controller, chunk) => body.add(chunk),
      onResponseEnd: () => body.ended(),
      onResponseError: (_controller, error) => broken(error),
    });
  });
  return {
    reply,
    abort() {
      if (body.isOver) return;
      const reason = new Error('The request was given up.');
      broken(reason);
      controller?.abort(reason);
    },
  };
}

/** A body as it comes, for one reader. */
function receivedBody() {
  let pieces: Uint8Array[] = [];
  let end: { readonly error: Error | null } | null = null;
  let wake = (): void => undefined;
  const told = (): void => {
    const waiting = wake;
    wake = () => undefined;
    waiting();
  };
  const more = (): Promise<void> => new Promise((resolve) => (wake = resolve));
  let over = (): void => undefined;
  const whenOver = new Promise<void>((resolve) => (over = resolve));
  const finish = (error: Error | null): void => {
    end ??= { error };
    over();
    told();
  };

  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const taken = pieces;
      pieces = [];
      yield* taken;
      if (pieces.length > 0) continue;
      if (end?.error) throw end.error;
      if (end) return;
      await more();
    }
  }
  return {
    /** Why the rest of it does not come, or null. */
    get error(): Error | null {
      return end?.error ?? null;
    },
    get isOver(): boolean {
      return end !== null;
    },
    add(chunk: Uint8Array): void {
      pieces.push(chunk);
      told();
    },
    ended: (): void => finish(null),
    broken: (error: Error): void => finish(error),
    async text(): Promise<string> {
      await whenOver;
      if (end?.error) throw end.error;
      const text = Buffer.concat(pieces).toString('utf8');
      return text.startsWith('\u{feff}') ? text.slice(1) : text;
    },
    chunks: { [Symbol.asyncIterator]: chunks },
  };
}
