import { Pool } from 'undici';
import { createHealth, type Health } from './health.ts';
import type { ServerAddress } from './address.ts';

/** One server with its connections. */
export interface Server {
  readonly address: ServerAddress;
  readonly pool: Pool;
  /** Requests that are on their way at this moment. */
  inFlight: number;
  /** Whether it can be asked, after failures. */
  readonly health: Health;
  /** Whether it ever answered anything: a server that did is restarting when it is gone, and not a wrong address. */
  answered: boolean;
}

/**
 * Opens the connections to a server. None of the pool's own time-outs on answers holds, since a rephrasing may take
 * minutes; the request's deadline is the only one. Idle connections are dropped after 4 s, before uvicorn drops them
 * at 5 s, so that no request runs into a connection that is just being closed.
 */
export function openServer(address: ServerAddress, concurrency: number | 'auto'): Server {
  const pool = new Pool(address.origin, {
    pipelining: 1,
    // One more than is needed asks for models. Without a bound a connection is opened whenever the next request comes in the
    // very moment in which one is about to be free.
    connections: concurrency === 'auto' ? null : concurrency + 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: 4000,
    connect: { timeout: 10_000 },
  });
  return { address, pool, inFlight: 0, health: createHealth(), answered: false };
}
