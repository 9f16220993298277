import { Readable } from 'node:stream';
import { type Hub, HubError, type HubFile } from '#hub';
import { reasonOf, StoreError } from '../store-error.ts';
import type { Bytes } from './bytes.ts';

/** Attempts in a row that bring nothing, after which a file is given up. */
const mostFruitless = 4;

/**
 * A file of the hub, read by ranges: what is not asked for is not fetched, and a connection that breaks is taken up where
 * it broke.
 */
export function hubBytes(hub: Hub, file: HubFile, sizeBytes: number): Bytes {
  return {
    stream: (from) => Readable.from(chunksFrom(hub, file, from, sizeBytes), { objectMode: false }),
    async open() {
      return {
        sizeBytes,
        async slice(begin, end) {
          const bytes = new Uint8Array(end - begin);
          let at = 0;
          for await (const chunk of chunksFrom(hub, file, begin, end)) {
            bytes.set(chunk, at);
            at += chunk.length;
          }
          return bytes.buffer;
        },
        close: async () => undefined,
      };
    },
  };
}

async function* chunksFrom(hub: Hub, file: HubFile, begin: number, end: number): AsyncGenerator<Uint8Array> {
  let at = begin;
  for (let fruitless = 0; at < end; fruitless++) {
    const before = at;
    try {
      for await (const chunk of await rangeOf(hub, file, at, end)) {
        const wanted = chunk.subarray(0, end - at);
        at += wanted.length;
        yield wanted;
        if (at >= end) return;
      }
    } catch (error) {
      if (error instanceof HubError || error instanceof StoreError) throw unreadable(file, error);
      if (at === before && fruitless + 1 >= mostFruitless) throw unreadable(file, error);
    }
    if (at > before) fruitless = -1;
    else if (fruitless + 1 >= mostFruitless) throw unreadable(file, new Error('it ends too early'));
  }
}

async function rangeOf(hub: Hub, file: HubFile, from: number, end: number): Promise<AsyncIterable<Buffer>> {
  const reply = await hub.fetch(file, from, end - 1);
  // Without the range all of the file would come, once more for every row group.
  if (from > 0 && reply.statusCode !== 206) {
    await reply.body.dump();
    throw new HubError(`the hub answered ${reply.statusCode} to a request for a part of it`);
  }
  return reply.body;
}

function unreadable({ repository, file }: HubFile, cause: unknown): StoreError {
  return new StoreError('io', `${file} of the dataset ${repository} cannot be read: ${reasonOf(cause)}`, { cause });
}
