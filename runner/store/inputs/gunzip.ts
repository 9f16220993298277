import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Unpacked bytes that wait to be taken before the file is read further. */
const readAheadBytes = 4 * 1024 * 1024;

/**
 * The content of a packed file, with all its members. Where the file is cut off or damaged, everything that could be
 * unpacked before comes first and then the error is thrown. (Iterating over the stream itself would drop what is still
 * buffered when the error comes, a different amount each time.)
 */
export async function* gunzip(file: Readable): AsyncGenerator<Uint8Array> {
  const unpacked = createGunzip({ chunkSize: 256 * 1024 });
  const ready: Uint8Array[] = [];
  let readyBytes = 0;
  let failure: Error | undefined;
  let ended = false;
  let wake = (): void => undefined;

  unpacked.on('data', (chunk: Uint8Array) => {
    ready.push(chunk);
    readyBytes += chunk.length;
    if (readyBytes > readAheadBytes) unpacked.pause();
    wake();
  });
  for (const stream of [file, unpacked]) {
    stream.on('error', (error: Error) => {
      failure ??= error;
      ended = true;
      wake();
    });
  }
  unpacked.on('end', () => {
    ended = true;
    wake();
  });
  file.pipe(unpacked);

  try {
    for (;;) {
      const chunk = ready.shift();
      if (chunk !== undefined) {
        readyBytes -= chunk.length;
        yield chunk;
      } else if (ended) {
        break;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
          unpacked.resume();
        });
      }
    }
    if (failure !== undefined) throw failure;
  } finally {
    file.destroy();
    unpacked.destroy();
  }
}
