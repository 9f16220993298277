import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { Decompress } from 'fzstd';
import type { Compression } from './part-format.ts';
import { loadZstd } from './zstd.ts';

/** How lines are packed. Every portion that is packed can be read by itself, and all of them together as one. */
export interface Packing {
  pack(portion: Uint8Array): Uint8Array;
  /** What was packed; of a file that is cut off, what lies before, and of one that is damaged nothing for certain. */
  unpack(bytes: Buffer): Buffer;
}

/** @throws StoreError where what packs is not there */
export async function packingOf(compression: Compression): Promise<Packing> {
  if (compression === 'zstd') return { pack: await loadZstd(), unpack: unpackZstd };
  return compression === 'gzip' ? gzip : plain;
}

const plain: Packing = { pack: (portion) => portion, unpack: (bytes) => bytes };

/** Gzip, one member for each portion. */
export const gzip: Packing = {
  pack: (portion) => gzipSync(portion),
  unpack(bytes) {
    try {
      return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
    } catch {
      // Damage rather than an early end: nothing of it can be trusted, and the pieces are done again.
      return Buffer.alloc(0);
    }
  },
};

function unpackZstd(bytes: Buffer): Buffer {
  const chunks: Uint8Array[] = [];
  const frames = new Decompress((chunk) => void chunks.push(chunk));
  try {
    frames.push(bytes, true);
  } catch {
    // Cut off or damaged; what came before is there, and the pieces behind it are done again.
  }
  return Buffer.concat(chunks);
}
