import { reasonOf, StoreError } from '../store-error.ts';

/** Makes one frame of Zstandard of some bytes. */
export type PackZstd = (bytes: Uint8Array) => Uint8Array;

/** What `zstd` itself takes where nothing is asked for. */
const level = 3;

/**
 * Loads what writes Zstandard, 60 KB that lie beside the runner; only runs that write it come here.
 * @throws StoreError where it is not there
 */
export async function loadZstd(): Promise<PackZstd> {
  try {
    const { library } = await import('./zstd-library.ts');
    const compress = await library;
    return (bytes) => compress(bytes, level);
  } catch (error) {
    const message = `Zstandard cannot be written: ${reasonOf(error)}. The program for it belongs to Wordmill; install Wordmill again.`;
    throw new StoreError('io', message, { cause: error });
  }
}
