import type { Readable } from 'node:stream';
import { Decompress } from 'fzstd';

/**
 * The content of a file packed by Zstandard, with all its frames. Where the file is cut off or damaged, everything that
 * could be unpacked before comes first and then the error is thrown.
 */
export async function* unzstd(file: Readable): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const frames = new Decompress((chunk) => void ready.push(chunk));
  const take = (): readonly Uint8Array[] => {
    const taken = ready;
    ready = [];
    return taken;
  };
  const push = (chunk: Uint8Array, last: boolean): PackedError | undefined => {
    try {
      frames.push(chunk, last);
      return undefined;
    } catch (error) {
      return new PackedError(error instanceof Error ? error.message : String(error), { cause: error });
    }
  };
  try {
    for await (const chunk of file) {
      // A stream of bytes gives buffers.
      const failure = push(chunk as Buffer, false);
      yield* take();
      if (failure !== undefined) throw failure;
    }
    const failure = push(new Uint8Array(0), true);
    yield* take();
    if (failure !== undefined) throw failure;
  } finally {
    file.destroy();
  }
}

/** A packed file that is cut off or damaged. */
export class PackedError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PackedError';
  }
}
