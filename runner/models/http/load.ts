import type { ServerLoad } from '#engine';
import type { HttpConnection } from './connection.ts';
import { demandSuccess, exchange } from './exchange.ts';
import type { Server } from './server.ts';

/** Names of the gauges of vLLM, SGLang and llama.cpp. */
const running = new Set(['vllm:num_requests_running', 'sglang:num_running_reqs', 'llamacpp:requests_processing']);
const waiting = new Set(['vllm:num_requests_waiting', 'sglang:num_queue_reqs', 'llamacpp:requests_deferred']);

/** How busy all servers together are, by their `/metrics`; null where one of them does not say. */
export async function loadOf(connection: HttpConnection, signal: AbortSignal): Promise<ServerLoad | null> {
  const loads = await Promise.all(connection.servers.map((server) => loadOfServer(connection, server, signal)));
  let sum: ServerLoad = { running: 0, waiting: 0 };
  for (const load of loads) {
    if (load === null) return null;
    sum = { running: sum.running + load.running, waiting: sum.waiting + load.waiting };
  }
  return sum;
}

async function loadOfServer(
  connection: HttpConnection,
  server: Server,
  signal: AbortSignal,
): Promise<ServerLoad | null> {
  const text = await exchange(connection, server, {
    method: 'GET',
    path: server.address.metricsPath,
    signal,
    async read(reply) {
      await demandSuccess(reply, connection, server);
      return reply.text();
    },
  });
  return readLoad(text);
}

/** Reads the two gauges out of Prometheus' text format, summed over models and ranks; null where they are not there. */
export function readLoad(text: string): ServerLoad | null {
  const found = { running: 0, waiting: 0 };
  let known = false;
  for (const line of text.split('\n')) {
    const [, name = '', value = ''] = /^([a-z:_]+)(?:\{[^}]*\})? ([\d.e+]+)/.exec(line) ?? [];
    if (running.has(name)) {
      found.running += Number(value);
      known = true;
    } else if (waiting.has(name)) found.waiting += Number(value);
  }
  return known ? found : null;
}
