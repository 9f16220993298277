import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

/** Unpacked bytes that wait to be taken before the file is read further. */
const readAheadBytes = 4 * 1024 * 1024;

/**
 * The content of a .gz file, with all its members. Where the file is cut off or damaged, everything that could be
 * unpacked before comes first and then the error is thrown. (Iterating over the stream itself would drop what is still
 * buffered when the error comes, a different amount each time.)
 */
export async function* gunzipFile(path: string): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path);
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  const ready: Uint8Array[] = [];
  let readyBytes = 0;
  let failure: Error | undefined;
  let ended = false;
  let wake = (): void => undefined;

  gunzip.on('data', (chunk: Uint8Array) => {
    ready.push(chunk);
    readyBytes += chunk.length;
    if (readyBytes > readAheadBytes) gunzip.pause();
    wake();
  });
  for (const stream of [file, gunzip]) {
    stream.on('error', (error: Error) => {
      failure ??= error;
      ended = true;
      wake();
    });
  }
  gunzip.on('end', () => {
    ended = true;
    wake();
  });
  file.pipe(gunzip);

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
          gunzip.resume();
        });
      }
    }
    if (failure !== undefined) throw failure;
  } finally {
    file.destroy();
    gunzip.destroy();
  }
}
