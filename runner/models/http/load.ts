import type { ServerLoad } from '#engine';
import type { HttpConnection } from './connection.ts';
import { exchange } from './exchange.ts';
import type { Server } from './server.ts';

/** What servers call the requests that they work on, and those that wait: vLLM, SGLang, llama.cpp. */
const running: ReadonlySet<string> = new Set([
  'vllm:num_requests_running',
  'sglang:num_running_reqs',
  'llamacpp:requests_processing',
]);
const waiting: ReadonlySet<string> = new Set([
  'vllm:num_requests_waiting',
  'sglang:num_queue_reqs',
  'llamacpp:requests_deferred',
]);

/**
 * What the replicas say of themselves under `/metrics`, added up. Null where one of them says nothing of the kind: the sum would
 * be of some only.
 * @throws RephraserError where one of them cannot be reached
 */
export async function serverLoad(connection: HttpConnection, signal: AbortSignal): Promise<ServerLoad | null> {
  const loads = await Promise.all(connection.servers.map((server) => loadOf(connection, server, signal)));
  const known = loads.filter((load) => load !== null);
  if (known.length < loads.length) return null;
  return known.reduce((sum, load) => ({
    running: sum.running + load.running,
    waiting: sum.waiting + load.waiting,
  }));
}

function loadOf(connection: HttpConnection, server: Server, signal: AbortSignal): Promise<ServerLoad | null> {
  return exchange(connection, server, {
    method: 'GET',
    path: server.address.metricsPath,
    signal,
    async read(reply) {
      const body = await reply.text();
      return reply.status === 200 ? readLoad(body) : null;
    },
  });
}

/** Reads the text format of Prometheus; null where neither figure stands in it. Several engines of a server are added up. */
export function readLoad(text: string): ServerLoad | null {
  const found = { running: Number.NaN, waiting: Number.NaN };
  for (const line of text.split('\n')) {
    const [, name, value] = /^([a-zA-Z_:][\w:]*)(?:\{[^}]*\})?\s+(\S+)/.exec(line) ?? [];
    if (name === undefined || !Number.isFinite(Number(value))) continue;
    const key = running.has(name) ? 'running' : waiting.has(name) ? 'waiting' : null;
    if (key !== null) found[key] = (Number.isNaN(found[key]) ? 0 : found[key]) + Number(value);
  }
  return Number.isNaN(found.running) || Number.isNaN(found.waiting) ? null : found;
}
