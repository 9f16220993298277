import type { RephraserRequest } from '#engine';
import type { HttpConnection } from './connection.ts';
import type { Server } from './server.ts';

/** So much of each message decides where a request goes: its fixed beginning, or the document where that comes first. */
const prefixLength = 256;
/** A replica is passed over for the prompt's sake only where it does not have much more to do than another. */
const slack = 1.25;
/** For a document's sake it may have so many requests more than others: those about one document, with room for many rephrasings. */
const ofOneDocument = 16;

/**
 * The replica for a request. Prompts that begin alike go to the same one, be it with
 * the same instructions or with the same document, so that what it has read of the beginning is used again,
 * as long as all have about as much to do; else the one with the fewest requests in flight. Replicas that rest after failures are
 * left alone while another is well.
 *
 * @param connection the replicas; where it keeps documents together, requests about one go to the same replica also while there
 * is little to do, when any difference in load is a large one
 */
export function chooseServer(
  { servers, keepsDocuments }: Pick<HttpConnection, 'servers' | 'keepsDocuments'>,
  { messages }: Pick<RephraserRequest, 'messages'>,
  nowMs: number,
): Server {
  const [only] = servers;
  if (servers.length === 1) return only;
  const open = servers.filter(({ inFlight, health }) => inFlight < health.mostInFlight(nowMs));
  // Where all of them rest, somebody has to find out whether they are back.
  const candidates = open.length > 0 ? open : servers;
  const least = Math.min(...candidates.map(({ inFlight }) => inFlight));
  const prefix = messages.map(({ content }) => content.slice(0, prefixLength)).join('\n');
  const most = Math.max(least * slack, keepsDocuments ? least + ofOneDocument : 0);
  const near = candidates.filter(({ inFlight }) => inFlight <= most);
  return near.reduce((best, server) =>
    affinity(prefix, server.address.chatPath + server.address.origin) >
    affinity(prefix, best.address.chatPath + best.address.origin)
      ? server
      : best,
  );
}

/** Rendezvous hashing: each prompt ranks the replicas in an order of its own, and a replica more or less moves few prompts. */
function affinity(prefix: string, server: string): number {
  let hash = 0x811c9dc5;
  for (const text of [server, prefix]) {
    for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  // The last characters would decide alone.
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 12;
  hash = Math.imul(hash, 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
}
