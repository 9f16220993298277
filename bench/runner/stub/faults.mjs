import { answerOf } from './answers.mjs';
import { draw } from './draw.mjs';

/**
 * What can go wrong with one request. `share` of the requests meet it, drawn by their order of arrival; those that a document
 * meets for good are drawn by the document.
 *
 * @typedef {{ kind: keyof typeof kinds, share: number }} Fault
 */
export const kinds = {
  429: ({ reply }) => reply(429, error('slow down', 'rate_limit'), 'retry-after: 1\r\n'),
  503: ({ reply }) => reply(503, error('overloaded', 'server_error')),
  500: ({ reply }) => reply(500, error('internal error', 'server_error')),
  context: ({ reply }) =>
    reply(400, error("This model's maximum context length is 4096 tokens.", 'context_length_exceeded')),
  truncated: ({ reply }, number) => reply(200, answerOf(number, 450).slice(0, 700)),
  empty: ({ reply }) => reply(200, ''),
  nothing: ({ reply }) => reply(200, '{"choices":[]}'),
  reset: ({ socket }) => socket.resetAndDestroy(),
  'reset-in-body': ({ socket }, number) => {
    const body = answerOf(number, 450);
    const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
    socket.write(head + body.slice(0, 900), () => socket.resetAndDestroy());
  },
  silence: () => undefined,
};

/** Faults that a document meets however often it is asked for. */
const lasting = new Set(['context']);

/** @param {readonly Fault[]} faults */
export function createFaults(faults, seed) {
  let arrivals = 0;
  return {
    /** The fault of the next request, or null. */
    of(number) {
      const arrival = arrivals++;
      for (const [index, { kind, share }] of faults.entries()) {
        if (draw(lasting.has(kind) ? number : arrival, seed + index) < share) return kinds[kind];
      }
      return null;
    },
  };
}

/** Whether a document is refused for good. */
export function isRefused(number, faults, seed) {
  return faults.some(({ kind, share }, index) => lasting.has(kind) && draw(number, seed + index) < share);
}

function error(message, code) {
  return JSON.stringify({ error: { message, type: code, code, param: null } });
}
