import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';

/** The bytes of an input file, wherever it lies. */
export interface Bytes {
  /** From a byte on, to the end. */
  stream(from: number): Readable;
  /** Opens the file for reading here and there in it. */
  open(): Promise<OpenBytes>;
}

export interface OpenBytes {
  readonly sizeBytes: number;
  slice(begin: number, end: number): Promise<ArrayBuffer>;
  close(): Promise<void>;
}

/** A file of this machine. */
export function localBytes(path: string): Bytes {
  return {
    stream: (from) => createReadStream(path, { start: from, highWaterMark: 256 * 1024 }),
    async open() {
      const handle = await open(path, 'r');
      const { size } = await handle.stat();
      return {
        sizeBytes: size,
        async slice(begin, end) {
          const bytes = new Uint8Array(end - begin);
          await handle.read(bytes, 0, bytes.length, begin);
          return bytes.buffer;
        },
        close: () => handle.close(),
      };
    },
  };
}

/** Everything of a file at once; for files that are single documents. */
export async function allBytes(bytes: Bytes): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of bytes.stream(0)) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
